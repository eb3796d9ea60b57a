import { describe, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createAdmin } from '../../../test/factories.ts';
import { createChannel, createRule, delivery, messages, raise } from './notification-kit.ts';
import { useReceivers } from './use-receivers.ts';

const given = useReceivers();
const { api } = given;

const createBudget = () =>
  db.budget.create({
    data: {
      ...{ name: 'Notebook', scope: 'ORGANIZATION', period: 'MONTHLY', limit: '50', thresholds: [50, 80, 100] },
      ...{ createdAt: api.clock.now(), armedAt: api.clock.now() },
    },
  });
const counts = async () => (await messages()).map(({ items }) => items.length);

describe('what one look finds of a budget', () => {
  test('is one message, named after what is most serious', async () => {
    await createChannel(api.as(await createAdmin()), { kind: 'EMAIL', toAdmins: true });
    const { id: budgetId } = await createBudget();
    const now = api.clock.now();
    await raise({ now, budgetId, severity: 'INFO', title: '50 %' });
    await raise({ now, budgetId, severity: 'CRITICAL', title: '100 %' });
    await raise({ now, budgetId, severity: 'WARNING', title: 'expected' });
    expect(await counts()).toEqual([3]);
    await delivery(api, { smtpUrl: given.mailServer.smtpUrl })();
    expect(given.mailServer.received).toHaveLength(1);
    expect(given.mailServer.received[0]?.headers.get('subject')).toBe('Critical: 100 %');
    for (const title of ['50 %', '100 %', 'expected']) expect(given.mailServer.received[0]?.body).toContain(title);
  });

  test('later, of another budget, or of rules, is told on its own', async () => {
    await createChannel(api.as(await createAdmin()), { kind: 'SLACK', url: given.receiver.url });
    const [one, other] = [await createBudget(), await createBudget()];
    const now = api.clock.now();
    const rule = await createRule();
    await raise({ now, budgetId: one.id });
    await raise({ now: new Date(now.getTime() + 30_000), budgetId: one.id });
    await raise({ now, budgetId: other.id });
    await raise({ now, ruleId: rule.id });
    await raise({ now, ruleId: rule.id });
    expect(await counts()).toEqual([1, 1, 1, 1, 1]);
  });

  test('while its message is being sent, is told on its own: nothing lost', async () => {
    await createChannel(api.as(await createAdmin()), { kind: 'SLACK', url: given.receiver.url });
    const { id: budgetId } = await createBudget();
    const now = api.clock.now();
    await raise({ now, budgetId, title: 'first' });
    await delivery(api)();
    await raise({ now, budgetId, title: 'second' });
    await raise({ now, budgetId, title: 'third' });
    await delivery(api)();
    const told = given.receiver.hooks.map(({ body }) => /\|(\w+)>/.exec(JSON.parse(body).text)?.[1]);
    expect(told[0]).toBe('first');
    expect(told.toSorted()).toEqual(['first', 'second', 'third']);
  });
});

test('a chat and a mail of very many alerts name fifty and say how many more; a webhook tells all', async () => {
  const admin = api.as(await createAdmin());
  const { url } = given.receiver;
  await createChannel(admin, { kind: 'SLACK', url, digest: 'HOURLY' });
  await createChannel(admin, { kind: 'WEBHOOK', url, digest: 'HOURLY' });
  await createChannel(admin, { kind: 'EMAIL', toAdmins: true, digest: 'HOURLY' });
  const rule = await createRule();
  for (let index = 0; index < 52; index += 1) await raise({ now: api.clock.now(), ruleId: rule.id });
  api.clock.advance({ hours: 1 });
  await delivery(api, { smtpUrl: given.mailServer.smtpUrl })();
  const bodies = given.receiver.hooks.map(({ body }) => JSON.parse(body));
  const text = bodies.find((body) => 'text' in body)?.text;
  expect(text.match(/\|Alert/g)).toHaveLength(50);
  expect(text).toMatch(/And 2 more: http:\/\/outlay\.test\/budgets\/alerts$/);
  expect(bodies.find((body) => 'data' in body)?.data.alerts).toHaveLength(52);
  expect(given.mailServer.received[0]?.headers.get('subject')).toBe('52 alerts');
  expect(given.mailServer.received[0]?.body).toContain('And 2 more: http://outlay.test/budgets/alerts');
});
