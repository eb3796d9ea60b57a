import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Ran {
  code: number;
  output: string;
  errors: string;
}

export interface UserMachine {
  home: string;
  /** Writes a program of that name, whose text is a shell script, onto the PATH. */
  addProgram(name: string, script: string): void;
  /** Runs a line in a shell, with something piped in. */
  run(line: string, environment?: Record<string, string>, input?: string): Promise<Ran>;
  close(): void;
}

/** A home of its own, into which npm installs programs, and nothing else of this machine's settings. No registry is there. */
export function openUserMachine(): UserMachine {
  const home = mkdtempSync(join(tmpdir(), 'outlay-user-'));
  mkdirSync(join(home, 'bin'));
  const addProgram = (name: string, script: string) => {
    writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(home, 'bin', name), 0o755);
  };
  const npm = {
    npm_config_prefix: home,
    npm_config_registry: 'http://127.0.0.1:9',
    npm_config_update_notifier: 'false',
  };
  return {
    home,
    addProgram,
    run: (line, environment = {}, input = '') =>
      new Promise((resolve) => {
        const env = { PATH: `${join(home, 'bin')}${delimiter}${process.env.PATH}`, HOME: home, ...npm, ...environment };
        const child = execFile('bash', ['-c', line], { cwd: home, env }, (error, output, errors) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output, errors }),
        );
        // A program that reads nothing may have ended by then.
        child.stdin?.on('error', () => undefined).end(input);
      }),
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}
