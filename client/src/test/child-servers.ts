import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../../..');
const READY_WITHIN_MS = 180_000;

export interface ChildServer {
  url: string;
  close(): Promise<void>;
}

export interface Account {
  baseUrl: string;
  adminKey: string;
}

function startProgram(path: string, args: readonly string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, path), ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Builds the package that an API process started afterwards hands out. */
export function packClient(): void {
  execFileSync('pnpm', ['--filter', 'outlay', 'run', 'package'], { cwd: root, stdio: 'pipe' });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

/** The API as an operator starts it, on an empty database of its own. */
export async function startApi(): Promise<ChildServer> {
  const directory = await mkdtemp(join(tmpdir(), 'outlay-client-'));
  const { url, end } = await openApi(directory, await freePort());
  const close = async () => {
    await end();
    await rm(directory, { recursive: true, force: true });
  };
  return { url, close };
}

/** The API on the database in a folder, which may be there from before. @returns how to end it, gently or not */
export async function openApi(
  directory: string,
  port: number,
): Promise<{ url: string; end(signal?: NodeJS.Signals): Promise<void> }> {
  const url = `http://127.0.0.1:${port}`;
  const child = startProgram('api/src/main.ts', [], {
    HOST: '127.0.0.1',
    PORT: String(port),
    OUTLAY_DATA_DIR: directory,
    ALLOW_PRIVATE_NETWORK: 'true',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    DATABASE_URL: '',
  });
  child.stdout?.resume();
  const end = (signal?: NodeJS.Signals) => stop(child, signal);
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if ((await fetch(`${url}/readyz`).catch(() => undefined))?.ok) return { url, end };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await end();
  throw new Error('The API did not start.');
}

/** The simulated vendors, which print their addresses and keys. */
export async function startVendors(
  historyDays: number,
): Promise<{ accounts: { anthropic: Account; cursor: Account }; close(): Promise<void> }> {
  const args = ['--small', '--no-limits', '--history-days', String(historyDays)];
  const child = startProgram('api/src/simulator/run-simulator.ts', args, {});
  if (!child.stdout) throw new Error('No output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const { anthropic, cursor } = JSON.parse(line);
    return { accounts: { anthropic, cursor }, close: () => stop(child) };
  }
  throw new Error('The simulated vendors did not start.');
}
