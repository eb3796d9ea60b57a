import { expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { addRule, arrangeSpenders, evaluateAt } from './rules-kit.ts';

let scene: Awaited<ReturnType<typeof arrangeSpenders>>;
useTestApi(async () => {
  scene = await arrangeSpenders();
});

const HOUR = '2026-11-18T08';
const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, at) => make(at));
const titles = async () => (await db.budgetAlert.findMany({ orderBy: { id: 'asc' } })).map(({ title }) => title);

test('of models that somebody makes up by the hundred, those with the most tokens are told', async () => {
  const { vendor, fact, spend } = scene;
  await db.model.createMany({ data: times(120, (index) => ({ vendorId: vendor.id, name: `made-up-${index}` })) });
  const models = await db.model.findMany({ where: { name: { startsWith: 'made-up' } }, orderBy: { id: 'asc' } });
  await addRule('UNPRICED_MODEL');
  const unpriced = { spendNano: 0n, costNano: null, listValueNano: null };
  await spend(
    ...models.map(({ id }, index) =>
      fact('ada', HOUR, '0', { ...unpriced, modelId: id, inputTokens: BigInt(index === 77 ? 10_000 : 10) }),
    ),
  );
  await evaluateAt('2026-11-18T12:00:00Z');
  const told = await titles();
  expect(told).toHaveLength(50);
  expect(told[0]).toBe('made-up-77 has no price: what it costs is unknown');
});

test('a real runaway is told among hundreds of sessions that somebody makes up', async () => {
  const { bot, fact, spend } = scene;
  await addRule('RUNAWAY', { amount: '20' });
  await db.agentSession.createMany({ data: times(150, (index) => ({ scope: 't', externalId: `made-up-${index}` })) });
  const sessions = await db.agentSession.findMany({ where: { externalId: { startsWith: 'made-up' } } });
  await spend(...sessions.map(({ id }) => fact('bea', HOUR, '30', { sessionId: id })), fact('bot', HOUR, '25'));
  await evaluateAt('2026-11-18T12:00:00Z');
  const alerts = await db.budgetAlert.findMany();
  expect(alerts.filter(({ subjectKey }) => subjectKey.startsWith('AgentSession:'))).toHaveLength(100);
  expect(alerts.map(({ subjectKey }) => subjectKey)).toContain(`Agent:${bot.id}`);
});
