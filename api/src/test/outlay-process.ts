import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const main = join(import.meta.dirname, '../main.ts');

export type OutlayProcess = {
  readonly child: ChildProcess;
  /** Resolves when the log has a line with this message; rejects when the process ends before. */
  logged(message: string): Promise<void>;
  /** Waits for the end. */
  ended(): Promise<{ code: number | null; errors: string }>;
};

/** The server as an operator starts it in `cwd`, with nothing in its environment but `environment`. */
export function startOutlay(environment: Record<string, string>, cwd: string): OutlayProcess {
  const child = spawn(process.execPath, [main], {
    cwd,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const errors = text(child.stderr);
  const exit = once(child, 'exit');
  return {
    child,
    async logged(message) {
      const ended = exit.then(async () => {
        throw new Error(`Outlay ended before it logged "${message}":\n${output}\n${await errors}`);
      });
      while (!output.includes(`"msg":"${message}"`)) await Promise.race([once(child.stdout, 'data'), ended]);
    },
    async ended() {
      const [code] = await exit;
      return { code, errors: await errors };
    },
  };
}
