import { expect, test } from 'vitest';
import { createRateLimiter } from './rate-limiter.ts';

/** Time that passes only by sleeping. */
function sleepingTime() {
  let now = 0;
  return {
    clock: () => new Date(now),
    sleep: async (ms: number) => {
      now += ms;
    },
    advance: (ms: number) => {
      now += ms;
    },
  };
}

const { signal } = new AbortController();

test('lets a burst through and then holds back until a minute has passed since the first', async () => {
  const time = sleepingTime();
  const limiter = createRateLimiter({ '/': 2 }, time);
  await limiter.admit('/a', signal);
  time.advance(10_000);
  await limiter.admit('/b', signal);
  await limiter.admit('/c', signal);
  expect(time.clock().getTime()).toBe(60_000);
  await limiter.admit('/d', signal);
  expect(time.clock().getTime()).toBe(70_000);
});

test('counts by the longest matching prefix and leaves other paths alone', async () => {
  const time = sleepingTime();
  const limiter = createRateLimiter({ '/teams/': 1, '/teams/events': 2 }, time);
  for (const path of ['/teams/events', '/teams/members', '/teams/events', '/me', '/me'])
    await limiter.admit(path, signal);
  expect(time.clock().getTime()).toBe(0);
  await limiter.admit('/teams/members', signal);
  expect(time.clock().getTime()).toBe(60_000);
});

test('gives waiting requests one slot each', async () => {
  const waits: number[] = [];
  const limiter = createRateLimiter({ '/': 1 }, { clock: () => new Date(0), sleep: async (ms) => void waits.push(ms) });
  await Promise.all([1, 2, 3].map(() => limiter.admit('/a', signal)));
  expect(waits).toEqual([60_000, 120_000]);
});
