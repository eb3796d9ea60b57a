import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { generateSessions } from '../../bench/generate-sessions.ts';
import { referenceTotals } from '../../bench/reference-totals.ts';
import { measureSessions } from './measure-sessions.ts';
import { Home, NOW } from './push-kit.ts';
import { pushSessions } from './push-sessions.ts';
import { usageSender } from './send-usage.ts';
import { claudeCode } from './sources/claude-code/source.ts';
import { UsageServer } from './usage-server.ts';

const sources = [claudeCode];
let server: UsageServer;
beforeAll(async () => {
  server = await UsageServer.start();
  return () => server.close();
});

it.each([1, 2, 3])('sums realistic sessions to what a pass of every line finds (seed %i)', async (seed) => {
  const home = new Home();
  const root = join(home.path, '.claude');
  const { responses, usageLines } = generateSessions(root, 36, 4_000_000, seed);
  expect(usageLines).toBeGreaterThan(responses * 1.5);
  const reference = await referenceTotals(root);

  server.events.clear();
  const options = { sources, environment: {}, home: home.path, now: () => NOW, folder: join(home.path, 'state') };
  const { rows } = measureSessions({ ...options, folder: undefined });
  const { accepted } = await pushSessions({ ...options, send: usageSender({ url: server.url, token: 'out_x' }) });
  expect(server.totals()).toEqual(reference);
  expect(String(accepted)).toBe(reference.events);
  const total = (name: 'responses' | 'inputTokens' | 'cacheReadTokens' | 'outputTokens' | 'webSearches') =>
    String(rows.reduce((sum, row) => sum + row[name], 0));
  expect({
    events: total('responses'),
    inputTokens: total('inputTokens'),
    cacheReadTokens: total('cacheReadTokens'),
    outputTokens: total('outputTokens'),
    webSearches: total('webSearches'),
  }).toEqual({
    events: reference.events,
    inputTokens: reference.inputTokens,
    cacheReadTokens: reference.cacheReadTokens,
    outputTokens: reference.outputTokens,
    webSearches: reference.webSearches,
  });
});
