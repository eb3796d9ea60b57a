// Runs the API (restarting on change) and Vite side by side; either one ending ends both.
import { type ChildProcess, spawn } from 'node:child_process';

const children: ChildProcess[] = [
  spawn('node', ['--watch', '--disable-warning=ExperimentalWarning', 'api/src/main.ts'], { stdio: 'inherit' }),
  spawn('pnpm', ['--filter', '@outlay/web', 'exec', 'vite'], { stdio: 'inherit' }),
];

function stopAll(): void {
  for (const child of children) child.kill();
}

for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode ??= code ?? 0;
    stopAll();
  });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stopAll);
