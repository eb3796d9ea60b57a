// How long the built command line takes to start, beside Node alone: `pnpm --filter outlay run bench:start`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROUNDS = 20;
const program = join(import.meta.dirname, '../dist/cli/main.js');
// Without a server, so that what is measured is the start up to the first request.
const environment = { ...process.env, OUTLAY_CONFIG_DIR: '/nonexistent', OUTLAY_URL: '', OUTLAY_TOKEN: '' };
const tellCpu =
  "process.on('exit',()=>{const{user,system}=process.cpuUsage();process._rawDebug('cpu '+(user+system)/1000)})";

interface Start {
  wallMs: number;
  cpuMs: number;
}

function start(args: readonly string[]): Start {
  const started = performance.now();
  const { stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${tellCpu}`, ...args], {
    env: environment,
    encoding: 'utf8',
  });
  return { wallMs: performance.now() - started, cpuMs: Number(/cpu ([\d.]+)/.exec(stderr)?.[1]) };
}

/** The least of many: what else the machine does only adds. */
function leastOf(args: readonly string[]): Start {
  const starts = Array.from({ length: ROUNDS }, () => start(args));
  return {
    wallMs: Math.min(...starts.map(({ wallMs }) => wallMs)),
    cpuMs: Math.min(...starts.map(({ cpuMs }) => cpuMs)),
  };
}

const print = (name: string, { wallMs, cpuMs }: Start) =>
  process.stdout.write(
    `${name.padEnd(22)} ${wallMs.toFixed(0).padStart(4)} ms  ${cpuMs.toFixed(0).padStart(4)} ms of CPU\n`,
  );

print(`Node ${process.versions.node} alone`, leastOf(['-e', '0']));
for (const command of ['--help', 'summary', 'models --help', 'push --help', 'doctor --help', 'record --help']) {
  print(`outlay ${command}`, leastOf([program, ...command.split(' ')]));
}
