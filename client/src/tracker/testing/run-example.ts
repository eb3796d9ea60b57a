import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const client = join(import.meta.dirname, '../../..');

/** Runs a program of `examples/` as a user would. */
export async function runExample(name: string, environment: Record<string, string>) {
  const hook = join(import.meta.dirname, 'resolve-outlay.ts');
  const flags = ['--disable-warning=ExperimentalWarning', '--import', hook];
  const child = spawn(process.execPath, [...flags, join(client, 'examples', name)], {
    cwd: client,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = text(child.stdout);
  const errors = text(child.stderr);
  const [code] = await once(child, 'exit');
  return { code, output: await output, errors: await errors };
}
