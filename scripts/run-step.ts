import { spawn } from 'node:child_process';

/** Runs a command with its output shown; @returns its exit code. */
export function runStep(
  command: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: 'inherit',
      env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning', ...environment },
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
