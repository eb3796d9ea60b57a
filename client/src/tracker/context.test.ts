import { expect, test } from 'vitest';
import type { SentUsage } from './testing/receiver.ts';
import { trackerKit } from './testing/tracker-kit.ts';
import { settled } from './testing/virtual-runtime.ts';

const order = ({ purpose, project, agent }: SentUsage) => `${purpose} ${project} ${agent}`;
const call = { vendor: 'openai', model: 'gpt-5.2' };

test('a context holds for everything that is awaited in it, beside others', async () => {
  const { tracker, recorded } = trackerKit({ context: { project: 'shop', tags: { zone: 'eu' } } });
  const answer = (agent: string) =>
    tracker.withContext({ agent, tags: { agent } }, async () => {
      await settled();
      await tracker.withContext({ sessionId: `${agent}-1`, agent: undefined }, async () => {
        await settled();
        tracker.trackLLMCall({ ...call, purpose: 'inner', tags: { step: '2' } });
      });
      tracker.trackLLMCall({ ...call, project: 'own' });
      return agent;
    });
  expect(await Promise.all([answer('a'), answer('b')])).toEqual(['a', 'b']);
  tracker.trackLLMCall(call);
  const tag = (key: string, value: string) => ({ key, value });
  const sent = (await recorded()).toSorted((a, b) => order(a).localeCompare(order(b)));
  expect(sent).toMatchObject([
    {
      agent: 'a',
      sessionId: 'a-1',
      project: 'shop',
      purpose: 'inner',
      tags: [tag('zone', 'eu'), tag('agent', 'a'), tag('step', '2')],
    },
    { agent: 'b', sessionId: 'b-1', project: 'shop' },
    { agent: 'a', project: 'own' },
    { agent: 'b', project: 'own' },
    { project: 'shop', tags: [tag('zone', 'eu')] },
  ]);
});

test('where the runtime carries no context, the tracker that is handed over does', async () => {
  class NoStorage {
    run<Result>(_context: unknown, fn: () => Result): Result {
      return fn();
    }
    getStore(): undefined {
      return undefined;
    }
  }
  const { tracker, recorded } = trackerKit({ asyncLocalStorage: NoStorage });
  await tracker.withContext({ agent: 'a' }, async (scoped) => {
    await settled();
    scoped.trackLLMCall(call);
    scoped.withContext({ sessionId: 's' }, (inner) => inner.trackLLMCall(call));
    tracker.trackLLMCall(call);
  });
  const [outer, inner, without] = await recorded();
  expect(outer).toMatchObject({ agent: 'a' });
  expect(inner).toMatchObject({ agent: 'a', sessionId: 's' });
  expect(without).not.toHaveProperty('agent');
});

test('without a context it runs all the same', async () => {
  const { tracker, recorded } = trackerKit();
  const run: unknown = Reflect.apply(tracker.withContext, undefined, [undefined, () => tracker.trackUsage(call)]);
  expect(run).toBeUndefined();
  expect(await recorded()).toHaveLength(1);
});

test('what the function answers or throws is handed on', async () => {
  const { tracker } = trackerKit();
  expect(tracker.withContext({ agent: 'a' }, () => 7)).toBe(7);
  expect(() => tracker.withContext({ agent: 'a' }, () => JSON.parse('{'))).toThrow(SyntaxError);
});
