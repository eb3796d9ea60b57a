/** A small organization with books, for tests of closing, journals and exports. */
import { randomUUID } from 'node:crypto';
import { db, pool } from '../../../db.ts';
import type { Day } from '../../../lib/calendar.ts';
import { inTransaction } from '../../../lib/transaction.ts';
import { markStaleForIdentities, rebuildStaleDays } from '../../../sync/rebuild-days.ts';
import { lockDays } from '../../../sync/rollup-state.sql.ts';
import { createAgent, createMember, createMembership, createProject, createTeam } from '../../../test/factories.ts';
import type { Dimension } from '../../explore/dimensions.ts';
import { readPivot } from '../../explore/read-pivot.ts';
import { createIdentity, insertUsage, type UsageFact } from '../../explore/usage-fixture.ts';
import { defaultChart, defaultPostings } from '../default-chart.ts';
import { type CostEntryDraft, postCostEntry } from '../post-cost-entry.ts';

export type Books = Awaited<ReturnType<typeof createBooks>>;

/** Two members in teams, an agent, a USD and a EUR connection, the default chart. The organization exists already. */
export async function createBooks() {
  await db.glAccount.createMany({ data: [...defaultChart] });
  const accounts = new Map((await db.glAccount.findMany()).map(({ code, id }) => [code, id]));
  const account = (code: string) => accounts.get(code) ?? 0;
  await db.accountingSettings.create({
    data: Object.fromEntries(Object.entries(defaultPostings).map(([field, code]) => [field, account(code)])),
  });
  await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-01-01'), rate: '1.0777' } });
  const [kim, lee] = [await createMember({ name: 'Kim' }), await createMember({ name: 'Lee' })];
  const [platform, apps] = [await createTeam({ name: 'Platform' }), await createTeam({ name: 'Apps' })];
  await createMembership(kim, platform);
  await createMembership(lee, apps);
  const project = await createProject();
  const agent = await createAgent({ ownerMemberId: lee.id, projectId: project.id });
  const vendors = [
    await db.vendor.create({ data: { code: 'one', name: 'One' } }),
    await db.vendor.create({ data: { code: 'two', name: 'Two' } }),
  ].map(({ id }) => id);
  const [one = 0, two = 0] = vendors;
  const usd = await db.connection.create({ data: { vendorId: one, name: 'Dollars' } });
  const eur = await db.connection.create({ data: { vendorId: two, name: 'Euros', currency: 'EUR' } });
  const connections = [
    { id: usd.id, vendorId: one, currency: 'USD' },
    { id: eur.id, vendorId: two, currency: 'EUR' },
  ];
  const identities = [
    await createIdentity(usd.id, 'USER', 'kim', { memberId: kim.id }),
    await createIdentity(eur.id, 'USER', 'lee', { memberId: lee.id }),
    await createIdentity(usd.id, 'USER', 'stranger'),
  ].map(({ id }) => id);
  const key = await createIdentity(usd.id, 'API_KEY', 'agent', { agentId: agent.id });
  const tool = await db.tool.create({ data: { code: 'claude_code', name: 'Claude Code' } });
  const model = await db.model.create({ data: { vendorId: one, name: 'opus' } });
  return {
    account,
    members: [kim.id, lee.id],
    teams: [platform.id, apps.id],
    agentId: agent.id,
    projectId: project.id,
    vendors,
    connections,
    identities,
    apiKeyIdentityId: key.id,
    toolId: tool.id,
    modelId: model.id,
  };
}

type UsageOf = Partial<UsageFact> & { spendNano: bigint };

/** Usage of a connection on a UTC day, settled and rolled up by the production code. */
export async function useOn(
  { connections, toolId, modelId }: Books,
  day: Day,
  { connection = 0, ...usage }: UsageOf & { connection?: number },
): Promise<void> {
  const { id, vendorId, currency } = connections[connection] ?? { id: 0, vendorId: 0, currency: 'USD' };
  await inTransaction(pool, (client) => lockDays(client, id, [day]));
  const sessionId = 0;
  const fact = { connectionId: id, vendorId, hour: `${day}T10:00:00Z`, toolId, modelId, sessionId, ...usage };
  const before = await db.usageBucket.findMany({ select: { naturalKey: true } });
  await insertUsage([fact]);
  if (currency === 'USD') return;
  const known = before.map(({ naturalKey }) => naturalKey);
  await db.usageBucket.updateMany({ where: { naturalKey: { notIn: known } }, data: { currency } });
  await rebuild(id);
}

/** Everything of the connection (or of all), as after a new exchange rate; adjustments follow. */
export async function rebuild(connectionId?: number): Promise<void> {
  await db.rollupDay.updateMany({ ...(connectionId ? { where: { connectionId } } : {}), data: { isStale: true } });
  await rebuildStaleDays(pool);
}

/** Maps an identity for all time, as the inbox does. */
export async function mapTo(identityId: number, owner: { memberId?: number; agentId?: number }): Promise<void> {
  await db.identityMapping.deleteMany({ where: { identityId } });
  await db.identityMapping.create({ data: { identityId, ...owner, source: 'MANUAL' } });
  await inTransaction(pool, (client) => markStaleForIdentities(client, [identityId]));
  await rebuildStaleDays(pool);
}

export async function enter(draft: Partial<CostEntryDraft> & Pick<CostEntryDraft, 'date' | 'lines'>) {
  const { date } = draft;
  const service = { from: date, until: new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10) };
  const standing = { service, description: 'Test', kind: 'FIXED', source: 'MANUAL', currency: 'USD' } as const;
  const originKey = `test:${randomUUID()}`;
  return (await db.$transaction((tx) => postCostEntry(tx, { ...standing, originKey, ...draft }))) ?? 0;
}

const measures = ['SPEND', 'AMORTIZED_SPEND', 'BOOKED_SPEND'] as const;

/** SPEND, AMORTIZED_SPEND and BOOKED_SPEND by UTC months, for each value of the dimension. */
export async function figuresBy(dimension: Dimension, range = { from: '2026-01-01', until: '2028-01-01' }) {
  const pivot = await readPivot({ kind: 'JOB', name: 'test' }, () => new Date('2027-01-15'), {
    ...range,
    rows: [dimension],
    columns: ['MONTH'],
    measures: [...measures],
    dayBasis: 'BILLING',
    first: 1000,
  });
  const { columns, rows, totals } = pivot;
  return {
    columns: columns.map((header) => header.key),
    rows: rows.map(({ key, values }) => ({ key, values })),
    totals,
  };
}

/** For each value of the dimension, over all months: SPEND, then BOOKED_SPEND. */
export async function spentAndBooked(dimension: Dimension): Promise<Map<string, [string, string]>> {
  const { rows } = await figuresBy(dimension);
  return new Map(rows.map(({ key, values }) => [String(key), [values.at(-3) ?? '0', values.at(-1) ?? '0']]));
}
