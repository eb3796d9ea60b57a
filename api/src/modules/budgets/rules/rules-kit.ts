/** A small organization whose spend a test writes, and the evaluation of its rules. */
import type { Prisma } from '@outlay/prisma';
import { db, pool } from '../../../db.ts';
import { scaledInteger } from '../../../lib/money.ts';
import { createAgent, createMember, createOrganization } from '../../../test/factories.ts';
import { createIdentity, insertUsage, type UsageFact } from '../../explore/usage-fixture.ts';
import { settings } from '../notifications/notification-kit.ts';
import { ruleKind } from './alert-rule-kinds.ts';
import { evaluateAlertRules } from './evaluate-alert-rules.ts';

export const usd = (amount: string) => scaledInteger(amount, 9);

export async function arrangeSpenders(zone = 'UTC') {
  settings();
  await createOrganization({ reportingZone: zone });
  const ada = await createMember({ name: 'Ada', email: 'ada@acme.test' });
  const bea = await createMember({ name: 'Bea', email: 'bea@acme.test' });
  const bot = await createAgent({ name: 'nightly-bot', ownerMemberId: ada.id });
  const vendor = await db.vendor.create({ data: { code: 'acme-ai', name: 'Acme AI' } });
  const model = await db.model.create({ data: { vendorId: vendor.id, name: 'opus-4' } });
  const connection = await db.connection.create({
    data: { vendorId: vendor.id, name: 'Main account', status: 'PAUSED' },
  });
  const at = { connectionId: connection.id, vendorId: vendor.id, modelId: model.id };
  const users = {
    ada: (await createIdentity(connection.id, 'USER', 'ada', { memberId: ada.id })).id,
    bea: (await createIdentity(connection.id, 'USER', 'bea', { memberId: bea.id })).id,
    bot: (await createIdentity(connection.id, 'USER', 'bot', { agentId: bot.id })).id,
    nobody: (await createIdentity(connection.id, 'USER', 'nobody')).id,
  };
  /** Spend of somebody in an hour of UTC. */
  const fact = (who: keyof typeof users, hour: string, amount: string, rest: Partial<UsageFact> = {}): UsageFact => ({
    ...at,
    ...{ userIdentityId: users[who], hour: `${hour}:00:00Z`, inputTokens: 1000n, requests: 1n },
    ...{ spendNano: usd(amount), listValueNano: usd(amount) },
    ...rest,
  });
  const spend = (...facts: UsageFact[]) => insertUsage(facts, zone);
  return { ada, bea, bot, vendor, model, connection, fact, spend };
}

/** A rule as at set-up, active since the beginning of the tests' time. */
export async function addRule(
  kind: Prisma.AlertRuleUncheckedCreateInput['kind'],
  overrides: Partial<Prisma.AlertRuleUncheckedCreateInput> = {},
) {
  const { name, severity, amount, percent, days, factor, includesFixed } = ruleKind(kind);
  return db.alertRule.create({
    data: {
      ...{ kind, name, severity, percent: percent ?? null, days: days?.initial ?? null },
      ...(amount ? { amount, currency: 'USD' } : {}),
      ...(factor ? { factorTenths: Number(factor) * 10 } : {}),
      includesFixed: includesFixed ?? false,
      activeFrom: new Date('2026-01-01T00:00:00Z'),
      ...overrides,
    },
  });
}

const failOnError = {
  error: (details: object) => {
    throw new Error(String(Reflect.get(details, 'err')));
  },
};

export const evaluateAt = (at: string) => evaluateAlertRules({ pool, now: new Date(at), log: failOnError });

/** What was raised, in order: subject, occurrence, state. */
export async function alerts() {
  const rows = await db.budgetAlert.findMany({ orderBy: { id: 'asc' } });
  return rows.map(({ subjectKey, occurrenceKey, state }) => `${subjectKey}|${occurrenceKey}|${state}`);
}

export const lastAlert = () => db.budgetAlert.findFirstOrThrow({ orderBy: { id: 'desc' } });
