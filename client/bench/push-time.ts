// What `outlay push` costs on 500 MB of sessions: `pnpm --filter outlay run bench:push [megabytes]`. Totals are held
// against a reference pass of every line; times beside a bare search for the usage marker in the same bytes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { UsageServer } from '../src/push/usage-server.ts';
import { generateSessions } from './generate-sessions.ts';
import { referenceTotals } from './reference-totals.ts';

const FILES = 200;
const bytes = Number(process.argv[2] ?? 500) * 1_000_000;
const program = join(import.meta.dirname, '../dist/cli/main.js');
const tellUse = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process._rawDebug('used ' + (user + system) / 1e6 + ' ' + process.resourceUsage().maxRSS / 1024);
})`;
const root = mkdtempSync(join(tmpdir(), 'outlay-bench-'));
const print = (name: string, ...values: string[]) => process.stdout.write(`${name.padEnd(44)} ${values.join('  ')}\n`);

interface Use {
  seconds: number;
  megabytes: number;
  output: string;
}

async function run(url: string, ...args: readonly string[]): Promise<Use> {
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(tellUse)}`, program, ...args],
    {
      env: {
        PATH: process.env.PATH,
        HOME: root,
        OUTLAY_URL: url,
        OUTLAY_TOKEN: 'out_bench',
        OUTLAY_STATE_DIR: join(root, 'state'),
        OUTLAY_CONFIG_DIR: join(root, 'config'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  const [, seconds, megabytes] = /used ([\d.]+) ([\d.]+)/.exec(errors) ?? [];
  if (seconds === undefined) throw new Error(errors);
  return { seconds: Number(seconds), megabytes: Number(megabytes), output };
}

/** CPU seconds of finding the marker in the same bytes, and nothing else. */
function bareSearch(): number {
  const marker = Buffer.from('"usage"');
  const buffer = Buffer.allocUnsafeSlow(1 << 20);
  const start = process.cpuUsage();
  for (const entry of readdirSync(join(root, '.claude'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(join(entry.parentPath, entry.name), 'r');
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      const chunk = buffer.subarray(0, read);
      for (let at = chunk.indexOf(marker); at >= 0; at = chunk.indexOf(marker, at + 1));
    }
    closeSync(file);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const server = await UsageServer.start();
try {
  const made = generateSessions(join(root, '.claude'), FILES, bytes);
  print(
    'sessions',
    `${made.files} files, ${made.bytes} bytes, ${made.responses} responses, ${made.usageLines} lines with usage`,
  );
  const before = process.cpuUsage();
  const reference = await referenceTotals(join(root, '.claude'));
  const { user, system } = process.cpuUsage(before);
  print('reference: readline, JSON.parse of every line', `${((user + system) / 1e6).toFixed(2)} s of CPU`);
  const bare = Math.min(...Array.from({ length: 3 }, bareSearch));
  print('reference: bare Buffer.indexOf', `${bare.toFixed(2)} s of CPU`);

  const { seconds: start } = await run(server.url, '--version');
  const tell = (name: string, { seconds, megabytes }: Use) => {
    const own = seconds - start;
    print(
      name,
      `${own.toFixed(2)} s of CPU after start`,
      `${(own / bare).toFixed(1)} × bare`,
      `peak ${megabytes.toFixed(0)} MB`,
    );
  };
  for (let round = 0; round < 3; round += 1) {
    rmSync(join(root, 'state'), { recursive: true, force: true });
    server.events.clear();
    tell('push of everything', await run(server.url, 'push', '--json'));
  }
  const isEqual = isDeepStrictEqual(server.totals(), reference);
  print('totals against the reference', isEqual ? 'equal' : 'DIFFERENT', JSON.stringify(server.totals()));
  if (!isEqual) process.exitCode = 1;
  tell('push with nothing new', await run(server.url, 'push', '--json'));
  tell('dry run of everything', await run(server.url, 'push', '--dry-run', '--full', '--json'));
} finally {
  await server.close();
  rmSync(root, { recursive: true, force: true });
}
