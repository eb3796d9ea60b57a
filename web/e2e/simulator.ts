import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Account {
  baseUrl: string;
  adminKey: string;
}

export interface Simulator {
  process: ChildProcess;
  accounts: { anthropic: Account; cursor: Account };
}

/** The simulated vendors in a process of their own, which prints their addresses and keys; they know usage of the days. */
export async function startSimulator(historyDays: number): Promise<Simulator> {
  const options = ['--small', '--no-limits', '--history-days', String(historyDays)];
  const child = spawn(
    'node',
    ['--disable-warning=ExperimentalWarning', 'api/src/simulator/run-simulator.ts', ...options],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const { anthropic, cursor }: Simulator['accounts'] = JSON.parse(line);
    return { process: child, accounts: { anthropic, cursor } };
  }
  throw new Error('The simulated vendors did not start.');
}

export async function stopSimulator({ process }: Simulator): Promise<void> {
  process.kill('SIGTERM');
  await once(process, 'exit');
}
