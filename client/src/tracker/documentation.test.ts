import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from './tracker-options.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/tracker.md'), 'utf8');
const programs = globSync('client/examples/*.ts', { cwd: root }).map((path) => readFileSync(join(root, path), 'utf8'));
const snippets = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code ?? '');

test.each(snippets)('what the page shows is part of a program that runs:\n%s', (snippet) => {
  expect(programs.filter((program) => program.includes(snippet))).not.toEqual([]);
});

test('the defaults are as the page says', () => {
  const {
    batchSize,
    flushIntervalMs,
    maxWaitingEvents,
    maxWaitingCharacters,
    exitTimeoutMs,
    canSpendCacheMs,
    canSpendTimeoutMs,
  } = readOptions({ url: 'https://outlay.test', token: 't' });
  expect([batchSize, flushIntervalMs, exitTimeoutMs]).toEqual([10, 5000, 3000]);
  expect([maxWaitingEvents, maxWaitingCharacters]).toEqual([10_000, 8_000_000]);
  expect([canSpendCacheMs, canSpendTimeoutMs]).toEqual([5000, 1000]);
});
