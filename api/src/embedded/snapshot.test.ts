import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { cachedSnapshot } from './snapshot.ts';

test('of two processes that make the same snapshot, the second leaves the first one’s as it is', async () => {
  const name = `test-${crypto.randomUUID()}`;
  const second = Promise.withResolvers<Uint8Array>();
  const late = cachedSnapshot(name, () => second.promise);
  const path = await cachedSnapshot(name, async () => Buffer.from('first'));
  onTestFinished(() => rm(path, { force: true }));
  const reading = await openAsBlob(path);
  second.resolve(Buffer.from('second'));
  expect(await late).toBe(path);
  expect(await reading.text()).toBe('first');
  expect(await cachedSnapshot(name, () => Promise.reject(new Error('made again')))).toBe(path);
});
