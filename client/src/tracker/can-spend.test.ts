import { expect, test } from 'vitest';
import { trackerKit } from './testing/tracker-kit.ts';
import { settled } from './testing/virtual-runtime.ts';
import type { TrackerOptions } from './tracker-options.ts';

type Said = {
  isAllowed: boolean;
  reason: string;
  left: string | null;
  budgetName: string | null;
  windowEndsAt: string | null;
};
const free: Said = { isAllowed: true, reason: '', left: null, budgetName: null, windowEndsAt: null };
const bound: Said = { ...free, left: '5.000000001', budgetName: 'Team', windowEndsAt: '2026-12-01T00:00:00.000Z' };
const hidden: Said = { ...free, isAllowed: false, reason: 'A hard budget would be passed; ask an administrator.' };

function kitSaying(answers: (Said | (() => Promise<Response>))[], options: Partial<TrackerOptions> = {}) {
  const asked: unknown[] = [];
  const kit = trackerKit({
    ...options,
    runtime: {
      fetch: async (_input, init) => {
        asked.push(JSON.parse(String(init?.body)).variables);
        const answer = answers.shift();
        if (answer === undefined) throw new Error('was not to be asked');
        return typeof answer === 'function' ? answer() : Response.json({ data: { canSpend: answer } });
      },
    },
  });
  return { ...kit, asked };
}

test('says what the server says, exactly', async () => {
  const scope = { scope: 'PROJECT', id: 'Project:3' };
  const { tracker, asked } = kitSaying([bound, hidden]);
  expect(await tracker.canSpend({ amount: '5' })).toEqual({ ...bound, isKnown: true });
  expect(await tracker.canSpend({ amount: '100', metric: 'TOKENS', scope })).toEqual({
    isAllowed: false,
    isKnown: true,
    reason: hidden.reason,
  });
  expect(asked).toEqual([
    { amount: '5', metric: 'COST' },
    { amount: '100', metric: 'TOKENS', scope },
  ]);
});

test('an answer holds for five seconds, and for what follows from it', async () => {
  const { tracker, time, asked } = kitSaying([bound, free, free, hidden, hidden]);
  const isAllowed = async (amount: string) => (await tracker.canSpend({ amount })).isAllowed;
  expect([await isAllowed('1'), await isAllowed('5.000000001'), await isAllowed('5.000000002')]).toEqual([
    true,
    true,
    false,
  ]);
  expect((await tracker.canSpend({ amount: '6' })).reason).toBe('The hard budget "Team" has 5.000000001 left.');
  expect(asked).toHaveLength(1);
  await time.advance(5000);
  expect([await isAllowed('10'), await isAllowed('9'), await isAllowed('11')]).toEqual([true, true, true]);
  expect(asked).toHaveLength(3);
  await time.advance(5000);
  expect([await isAllowed('10'), await isAllowed('11'), await isAllowed('9')]).toEqual([false, false, false]);
  expect(asked).toHaveLength(5);
});

test('those who ask the same at once ask once', async () => {
  const { tracker, asked } = kitSaying([free]);
  await Promise.all(Array.from({ length: 20 }, () => tracker.canSpend({ amount: '1' })));
  expect(asked).toHaveLength(1);
});

const broken = () => Promise.reject(new TypeError('the connection broke'));

test('without an answer it allows, says so, and does not ask again for a while', async () => {
  const { tracker, time, asked, errors } = kitSaying([broken, free]);
  expect(await tracker.canSpend({ amount: '1' })).toEqual({
    isAllowed: true,
    isKnown: false,
    reason: 'the connection broke',
  });
  expect(await tracker.canSpend({ amount: '2' })).toMatchObject({ isAllowed: true, isKnown: false });
  expect(asked).toHaveLength(1);
  expect(errors).toEqual([{ message: 'canSpend: the connection broke' }]);
  await time.advance(5000);
  expect(await tracker.canSpend({ amount: '1' })).toMatchObject({ isKnown: true });
});

test('or denies, when told so', async () => {
  const { tracker } = kitSaying([broken], { canSpendWhenUnknown: 'deny' });
  expect(await tracker.canSpend({ amount: '1' })).toMatchObject({ isAllowed: false, isKnown: false });
});

test('waits a second at most', async () => {
  const never = () => new Promise<Response>(() => undefined);
  const kit = trackerKit({
    runtime: {
      fetch: (_input, init) =>
        Promise.race([never(), new Promise<Response>((_, reject) => init?.signal?.addEventListener('abort', reject))]),
    },
  });
  const asking = kit.tracker.canSpend({ amount: '1' });
  await settled();
  await kit.time.advance(1000);
  expect(await asking).toMatchObject({ isAllowed: true, isKnown: false, reason: 'no answer within 1000 ms' });
});

test.each(['-1', '1e3', '', 'much'])('"%s" is no amount: told, not asked, not thrown', async (amount) => {
  const { tracker, errors, asked } = kitSaying([]);
  expect(await tracker.canSpend({ amount })).toMatchObject({ isKnown: false });
  expect(await Reflect.apply(tracker.canSpend, undefined, [])).toMatchObject({ isKnown: false });
  expect(errors).toHaveLength(2);
  expect(errors[0]).toMatchObject({ message: expect.stringContaining('amount') });
  expect(asked).toEqual([]);
});
