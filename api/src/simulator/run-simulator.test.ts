import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';

const ENTRY = fileURLToPath(new URL('run-simulator.ts', import.meta.url));
const connection = z.looseObject({ baseUrl: z.url(), adminKey: z.string() });
const announcement = z.strictObject({
  url: z.url(),
  anthropic: connection,
  secondAnthropic: connection,
  cursor: connection,
});

test('announces its addresses and keys in one line and stops on SIGTERM', async () => {
  const child = spawn(process.execPath, [ENTRY, '--seed', '3', '--small', '--no-limits'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  const { anthropic } = announcement.parse(JSON.parse(String(line)));
  const headers = { 'x-api-key': anthropic.adminKey, 'anthropic-version': '2023-06-01' };
  expect((await fetch(`${anthropic.baseUrl}/v1/organizations/me`, { headers })).status).toBe(200);
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

test('refuses a bad option by name', async () => {
  const child = spawn(process.execPath, [ENTRY, '--port', 'many'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const [line] = await once(createInterface(child.stderr), 'line');
  expect(line).toBe('--port must be a number of zero or more, got "many"');
  expect(await exited).toEqual([2, null]);
});
