import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const startWithinMs = 120_000;

export interface OutlayServer {
  url: string;
  close: () => Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + startWithinMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server stopped with code ${child.exitCode}:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server was not ready within ${startWithinMs / 1000} s:\n${output()}`);
}

/** The real process on an empty temporary data directory. */
export async function startOutlay(environment: Record<string, string> = {}): Promise<OutlayServer> {
  const directory = await mkdtemp(join(tmpdir(), 'outlay-e2e-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn('node', ['--disable-warning=ExperimentalWarning', 'api/src/main.ts'], {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), OUTLAY_DATA_DIR: directory, ...environment },
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const close = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(directory, { recursive: true, force: true });
  };
  await untilReady(url, child, () => output).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { url, close };
}

/** One server for the tests of a file or describe block; read `.url` inside tests. */
export function useOutlay(environment: Record<string, string> = {}): { readonly url: string } {
  let server: OutlayServer | undefined;
  test.beforeAll(async () => {
    test.setTimeout(startWithinMs + 30_000);
    server = await startOutlay(environment);
  });
  test.afterAll(async () => server?.close());
  return {
    get url() {
      if (!server) throw new Error('The server runs inside tests only.');
      return server.url;
    },
  };
}
