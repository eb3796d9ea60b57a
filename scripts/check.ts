// One command before a commit: format, lint with import directions, types, generated files, dead code.
import { runStep } from './run-step.ts';

const STEPS: [name: string, ...command: [string, ...string[]]][] = [
  ['format, lint and import directions', 'biome', 'ci', '.'],
  ['the printed schema', 'node', 'api/src/graphql/print-schema.ts', '--check'],
  ['generated operations and routes', 'pnpm', 'run', '--silent', 'codegen'],
  ['types of the API', 'tsc', '--noEmit', '-p', 'api'],
  ['types of the web application', 'tsc', '--noEmit', '-p', 'web'],
  ['types of the client', 'tsc', '--noEmit', '-p', 'client'],
  ['dead code and unused dependencies', 'knip'],
];

const failed: string[] = [];
for (const [name, program, ...args] of STEPS) {
  process.stdout.write(`Checking ${name} …\n`);
  if ((await runStep(program, args)) !== 0) failed.push(name);
}
process.stdout.write(failed.length === 0 ? 'Everything holds.\n' : `Does not hold: ${failed.join('; ')}.\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
