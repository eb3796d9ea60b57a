import { expect, test, vi } from 'vitest';
import { ask, outlay, server } from '../../test/sample-server.ts';

/** A busy machine reads at its own pace. */
vi.setConfig({ testTimeout: 120_000 });

interface Run {
  id: string;
  kind: string;
  from: string | null;
  until: string | null;
  status: string;
  doneCount: number;
  windowCount: number;
  rowCount: number;
  connection: { name: string };
}

async function latestRun(name: string, from?: string): Promise<Run | undefined> {
  const { syncRuns } = await ask<{ syncRuns: { edges: { node: Run }[] } }>(
    '{ syncRuns(first: 50) { edges { node { id kind from until status doneCount windowCount rowCount connection { name } } } } }',
  );
  return syncRuns.edges
    .map(({ node }) => node)
    .find((run) => run.connection.name === name && (from === undefined || run.from === from));
}

const line = ({ connection, doneCount, windowCount, rowCount }: Run) =>
  `${connection.name}: done, ${doneCount} of ${windowCount} days, ${rowCount.toLocaleString('en-US')} rows`;

test('starts a sync and follows it to its end', async () => {
  const before = await latestRun('cursor');
  const { code, output, errors } = await outlay(['sync', '--connection', 'Cursor']);
  const run = await latestRun('cursor');
  expect(run).toMatchObject({ kind: 'SYNC', status: 'SUCCEEDED' });
  expect(run?.id).not.toBe(before?.id);
  expect({ code, output }).toEqual({ code: 0, output: `${run ? line(run) : ''}\n` });
  expect(errors).toMatch(/100% {2}\d+ of \d+ days/);
});

test('of every connection, with a bar where a person looks', async () => {
  const { code, output, errors } = await outlay(['sync'], { columns: 100 });
  expect(code).toBe(0);
  expect(
    output
      .trimEnd()
      .split('\n')
      .map((text) => text.split(':')[0]),
  ).toEqual(['anthropic', 'cursor']);
  expect(errors).toContain('█'.repeat(24));
  expect(errors.endsWith('\r\u001b[2K')).toBe(true);
});

test('--no-wait leaves, --status follows', async () => {
  const started = await outlay(['sync', '-c', 'cursor', '--no-wait']);
  expect(started).toMatchObject({ code: 0, output: 'cursor: started\n', errors: '' });
  const followed = await outlay(['sync', '--status']);
  expect(followed.code).toBe(0);
  expect(followed.output).toMatch(/^(cursor: done, .* rows|Nothing is under way\.)\n$/);
  expect((await outlay(['sync', '--status'])).output).toBe('Nothing is under way.\n');
});

test('backfill reads the past of one connection', async () => {
  const { code, output } = await outlay(['backfill', '--days', '10', '--connection', 'cursor']);
  const run = await latestRun('cursor');
  expect(run).toMatchObject({ kind: 'BACKFILL', status: 'SUCCEEDED' });
  expect({ code, output }).toEqual({ code: 0, output: `${run ? line(run) : ''}\n` });
});

test('backfill --from --to reads those days and no others', async () => {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  // Before everything that was read so far; the vendor answers for them with nothing.
  const args = ['backfill', '--from', day(22), '--to', day(20), '--connection', 'cursor'];
  const { code, output } = await outlay(args);
  const run = await latestRun('cursor', day(22));
  expect(run).toMatchObject({ kind: 'BACKFILL', from: day(22), until: day(19), windowCount: 3, doneCount: 3 });
  expect({ code, output }).toEqual({ code: 0, output: `${run ? line(run) : ''}\n` });
});

test('backfill --from --to, without waiting', async () => {
  const from = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10);
  const to = new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10);
  const { code, output } = await outlay(['backfill', '--from', from, '--to', to, '-c', 'cursor', '--no-wait']);
  expect({ code, output }).toEqual({ code: 0, output: `cursor: started from ${to}, back to ${from}\n` });
  expect((await outlay(['sync', '--status'])).code).toBe(0);
});

test.each([
  [['sync', '--connection', 'openai'], '--connection: "openai" is none. Known: anthropic, cursor.'],
  [['backfill'], '--days: is missing. Write --days 90'],
  [['backfill', '--days', '3', '--from', '2026-01-01'], '--days: cannot go with --from and --to.'],
  [['backfill', '--from', '2026-02-01', '--to', '2026-01-01'], '--to: 2026-01-01 is before --from 2026-02-01.'],
  [['backfill', '--from', '2999-01-01'], '--from: 2999-01-01 is in the future.'],
])('2: %s', async (args, message) => {
  expect(await outlay(args)).toMatchObject({ code: 2, errors: expect.stringContaining(message) });
});

test('130: Ctrl+C leaves the sync to the server', async () => {
  const controller = new AbortController();
  const running = outlay(['sync', '-c', 'anthropic'], { signal: controller.signal });
  controller.abort();
  expect(await running).toMatchObject({ code: 130 });
});

test('5: members may not', async () => {
  const environment = { OUTLAY_TOKEN: server.tokens.member };
  expect(await outlay(['sync'], { environment })).toMatchObject({ code: 5 });
});
