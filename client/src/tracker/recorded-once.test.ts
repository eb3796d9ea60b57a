import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ask, server } from '../test/sample-server.ts';
import { createTracker } from './create-tracker.ts';
import type { DropReport } from './tracker-hooks.ts';

const directory = mkdtempSync(join(tmpdir(), 'outlay-once-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const SPEND = `query ($input: PivotInput!) { pivot(input: $input) { totals { values } } }`;

/** Requests, output and spend of a project, as the pivot has them. */
async function totals(project: string): Promise<string[]> {
  const date = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const filters = [{ dimension: 'PROJECT', in: [project] }];
  const input = { from: date(-2), until: date(2), rows: [], measures: ['REQUESTS', 'OUTPUT_TOKENS', 'SPEND'], filters };
  return (await ask<{ pivot: { totals: { values: string[] } } }>(SPEND, { input })).pivot.totals.values;
}

test('a real server, a bad network and restarts: every call counts once, with its cost', {
  timeout: 120_000,
}, async () => {
  const drops: DropReport[] = [];
  let count = 0;
  /** Of five requests one is not sent, and of one the answer is lost. */
  const unreliable: typeof fetch = async (input, init) => {
    count += 1;
    if (count % 5 === 2) throw new TypeError('no connection');
    const response = await fetch(input, init);
    if (count % 5 === 4) throw new TypeError('the connection broke');
    return response;
  };
  for (let life = 0; life < 4; life += 1) {
    const tracker = createTracker({
      url: server.url,
      token: server.tokens.usageOnly,
      context: { project: 'Bad network' },
      spool: { directory },
      flushAtExit: false,
      hooks: { onDrop: (report) => drops.push(report) },
      runtime: { fetch: unreliable, random: () => 0 },
    });
    await tracker.flush();
    for (let index = 0; index < 250; index += 1) {
      const charged = { cost: '0.000000003', currency: 'USD' };
      tracker.trackLLMCall({ vendor: 'in-house', model: 'once', outputTokens: 3, ...charged });
    }
    tracker.trackLLMCall({ vendor: 'NOT A CODE', model: 'once' });
    await (life === 3 ? tracker.flush() : tracker.close());
    if (life === 3) while ((await tracker.flush()) > 0);
  }
  expect(drops.map(({ reason, field }) => [reason, field])).toEqual(
    Array.from({ length: 4 }, () => ['rejected', 'vendor']),
  );
  expect(readdirSync(directory)).toEqual([]);
  await expect
    .poll(() => totals('Bad network'), { timeout: 60_000, interval: 250 })
    .toEqual(['1000', '3000', '0.000003']);
});

test('a hard budget of a project is asked for before it is passed', async () => {
  const create = `mutation ($input: CreateProjectInput!) { createProject(input: $input) { ... on Project { id } } }`;
  const name = `Guarded ${Date.now()}`;
  const { createProject } = await ask<{ createProject: { id: string } }>(create, { input: { name } });
  const subject = { scope: 'PROJECT', id: createProject.id };
  const input = { name, limit: '5', isHard: true, period: 'MONTHLY', subject };
  await ask('mutation ($input: CreateBudgetInput!) { createBudget(input: $input) { __typename } }', { input });
  const options = { url: server.url, flushAtExit: false, canSpendTimeoutMs: 20_000 };
  const reader = createTracker({ ...options, token: server.tokens.admin });
  expect(await reader.canSpend({ amount: '5', scope: subject })).toMatchObject({
    isAllowed: true,
    isKnown: true,
    left: '5',
  });
  expect(await reader.canSpend({ amount: '5.01', scope: subject })).toMatchObject({ isAllowed: false, isKnown: true });
  const recorder = createTracker({ ...options, token: server.tokens.usageOnly });
  expect(await recorder.canSpend({ amount: '1' })).toMatchObject({ isAllowed: true, isKnown: true });
  const refused = await recorder.canSpend({ amount: '1', scope: subject });
  expect(refused).toMatchObject({ isAllowed: true, isKnown: false, reason: expect.stringContaining('scope READ') });
});
