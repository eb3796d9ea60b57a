import { expect, test } from 'vitest';
import { db, pool } from '../../../db.ts';
import { createAdmin, createMember } from '../../../test/factories.ts';
import { useTestApi } from '../../../test/use-test-api.ts';
import { createIdentity } from '../../explore/usage-fixture.ts';
import { createChannel, messages } from '../notifications/notification-kit.ts';
import { alertRuleJobs } from './alert-rule-jobs.ts';
import { ruleKinds } from './alert-rule-kinds.ts';
import { evaluateAlertRules } from './evaluate-alert-rules.ts';
import { addRule, alerts, arrangeSpenders, evaluateAt } from './rules-kit.ts';

const api = useTestApi(async () => {
  api.clock.set('2026-11-18T12:00:00Z');
});

const kinds = Object.keys(ruleKinds) as (keyof typeof ruleKinds)[];

test('several processes at once raise and mail each alert once', async () => {
  const { fact, spend } = await arrangeSpenders();
  await createChannel(api.as(await createAdmin()), { kind: 'EMAIL', recipients: ['ops@acme.test'] });
  for (const kind of kinds) await addRule(kind);
  await spend(fact('ada', '2026-11-18T08', '60'), fact('bea', '2026-11-17T08', '60'));
  await Promise.all(Array.from({ length: 6 }, () => evaluateAt('2026-11-18T12:00:00Z')));
  const raised = await alerts();
  expect(raised).toHaveLength(new Set(raised).size);
  expect(raised.filter((line) => line.startsWith('Member:'))).toHaveLength(2);
  expect(raised.filter((line) => line.includes('> 50 USD'))).toHaveLength(2);
  const written = await messages();
  expect(written.map(({ items }) => items.length)).toEqual(raised.map(() => 1));
  expect(new Set(written.flatMap(({ items }) => items.map(({ alertId }) => alertId))).size).toBe(raised.length);
});

test('whoever looked before somebody else did changes nothing that they found', async () => {
  const { fact, spend } = await arrangeSpenders();
  await addRule('DAILY_COST');
  await spend(fact('ada', '2026-11-18T08', '60'));
  await evaluateAt('2026-11-18T12:05:00Z');
  await db.usageDay.deleteMany();
  await evaluateAt('2026-11-18T12:04:00Z');
  expect(await alerts()).toEqual(['|2026-11-18 > 50 USD|OPEN']);
});

test('asks the database as often for a hundred members as for two', async () => {
  const { connection, fact, spend } = await arrangeSpenders();
  for (const kind of kinds) await addRule(kind, kind === 'MEMBER_DAILY_COST' ? { amount: '1000' } : {});
  await spend(fact('ada', '2026-11-18T08', '3'), fact('bea', '2026-11-18T08', '3'));
  const few = await api.statements(() => evaluateAt('2026-11-18T12:00:00Z'));
  const facts = [];
  for (let index = 0; index < 98; index += 1) {
    const { id } = await createMember();
    const { id: userIdentityId } = await createIdentity(connection.id, 'USER', `user ${index}`, { memberId: id });
    facts.push(fact('ada', '2026-11-17T08', '0.3', { userIdentityId }));
  }
  await spend(...facts);
  const many = await api.statements(() => evaluateAt('2026-11-18T12:01:00Z'));
  expect(many.length).toBeLessThanOrEqual(few.length + 2);
  expect(few.length).toBeLessThan(100);
});

test('a rule that cannot be looked at leaves its alerts, and does not hold up the others', async () => {
  const { fact, spend } = await arrangeSpenders();
  await addRule('SPIKE', { days: 84, factorTenths: 40 });
  const broken = await addRule('RUNAWAY', { days: 2_000_000_000 });
  await addRule('MEMBER_DAILY_COST');
  await spend(fact('ada', '2026-11-18T08', '60'));
  const failures: object[] = [];
  await evaluateAlertRules({
    pool,
    now: new Date('2026-11-18T12:00:00Z'),
    log: { error: (details: object) => void failures.push(details) },
  });
  expect(failures).toMatchObject([{ rule: broken.id, kind: 'RUNAWAY' }]);
  expect(await alerts()).toHaveLength(1);
});

test('the job looks when something changed, and every five minutes besides', async () => {
  const { fact, spend } = await arrangeSpenders();
  await addRule('DAILY_COST');
  const jobs = alertRuleJobs({ pool, clock: api.clock.now, log: { error: () => undefined } });
  const lookedAt = async () => {
    await jobs.tick();
    return (await db.alertRule.findFirstOrThrow()).evaluatedAt?.toISOString().slice(11, 16);
  };
  expect(await lookedAt()).toBe('12:00');
  api.clock.advance({ minutes: 1 });
  expect(await lookedAt()).toBe('12:00');
  await db.rollupDay.create({ data: { connectionId: 1, billingDay: new Date('2026-11-18'), rebuiltAt: new Date() } });
  await spend(fact('ada', '2026-11-18T08', '60'));
  expect(await lookedAt()).toBe('12:01');
  expect(await alerts()).toHaveLength(1);
  api.clock.advance({ minutes: 5 });
  expect(await lookedAt()).toBe('12:06');
  await jobs.stop();
});

const SET_UP = `mutation { setUpOrganization(input: {
  organizationName: "Acme", reportingCurrency: "USD", reportingZone: "UTC", allowedDomains: [],
  name: "Ada", email: "ada@acme.test", password: "four random words here"
}) { __typename } }`;
const RULES = `{ alertRules { edges { node { kind name isEnabled severity amount currency percent days factor includesFixed } } }
  notificationChannels { edges { node { name kind toAdmins toConcernedMembers } } } }`;

test('set-up makes a rule of every kind and a channel of e-mail, which can be changed', async () => {
  await api.anonymous.query(SET_UP);
  const { alertRules, notificationChannels } = await api
    .as(await db.member.findFirstOrThrow())
    .query<Record<'alertRules' | 'notificationChannels', { edges: { node: Record<string, unknown> }[] }>>(RULES);
  const rules = alertRules.edges.map(({ node }) => [node.kind, node.amount, node.percent, node.days, node.factor]);
  expect(rules).toEqual([
    ['DAILY_COST', '50', null, null, null],
    ['PROJECTED_MONTH', '1000', null, null, null],
    ['TREND', '10', 20, 7, null],
    ['MEMBER_DAILY_COST', '10', null, null, null],
    ['SPIKE', '5', null, 84, '4'],
    ['RUNAWAY', '25', null, 14, '5'],
    ['UNPRICED_MODEL', null, null, null, null],
    ['SYNC_PROBLEM', null, null, null, null],
    ['RENEWAL_DUE', null, null, 7, null],
    ['UNUSED_SEAT', null, null, null, null],
  ]);
  expect(notificationChannels.edges).toEqual([
    { node: { name: 'E-mail', kind: 'EMAIL', toAdmins: true, toConcernedMembers: true } },
  ]);
});
