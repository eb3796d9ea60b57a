/** A small organization with twelve weeks of even use, for tests of projections: today is Wednesday, 18 November 2026. */
import { db } from '../../../db.ts';
import { daysOf, startOfDay } from '../../../lib/calendar.ts';
import {
  createAdmin,
  createMember,
  createMembership,
  createOrganization,
  createTeam,
} from '../../../test/factories.ts';
import type { TestApi, TestClient } from '../../../test/graphql-client.ts';
import { createIdentity, insertUsage } from '../usage-fixture.ts';

export const NOW = '2026-11-18T12:00:00Z';
const USD = 1_000_000_000n;

/** Ana: 100 USD on weekdays, 20 on days off, 30 so far today. Ben: 10 every day, 4 so far today. */
export async function createScene(api: TestApi) {
  api.clock.set(NOW);
  await createOrganization({ reportingCurrency: 'USD' });
  const admin = await createAdmin();
  const ana = await createMember({ name: 'Ana' });
  const ben = await createMember({ name: 'Ben' });
  const team = await createTeam({ name: 'Research' });
  await createMembership(ana, team);
  const vendor = await db.vendor.create({ data: { code: 'acme-ai', name: 'Acme AI' } });
  const tools = [
    await db.tool.create({ data: { code: 'coder', name: 'Coder' } }),
    await db.tool.create({ data: { code: 'chat', name: 'Chat' } }),
  ] as const;
  const connection = await db.connection.create({ data: { vendorId: vendor.id, name: 'Main', status: 'PAUSED' } });
  const anaUser = await createIdentity(connection.id, 'USER', 'ana', { memberId: ana.id });
  const benUser = await createIdentity(connection.id, 'USER', 'ben', { memberId: ben.id });
  const at = { connectionId: connection.id, vendorId: vendor.id };
  const use = (day: string, userIdentityId: number, toolId: number, usd: bigint) => ({
    ...at,
    ...{
      hour: `${day}T09:00:00Z`,
      userIdentityId,
      toolId,
      spendNano: usd * USD,
      inputTokens: usd * 1_000n,
      requests: usd,
    },
  });
  const isDayOff = (day: string) => [0, 6].includes(startOfDay(day).getUTCDay());
  await insertUsage([
    ...daysOf({ from: '2026-08-26', until: '2026-11-18' }).flatMap((day) => [
      use(day, anaUser.id, tools[0].id, isDayOff(day) ? 20n : 100n),
      use(day, benUser.id, tools[1].id, 10n),
    ]),
    use('2026-11-18', anaUser.id, tools[0].id, 30n),
    use('2026-11-18', benUser.id, tools[1].id, 4n),
  ]);
  return { admin, ana, ben, team, vendor, tools, connection };
}

export type Scene = Awaited<ReturnType<typeof createScene>>;

const AMOUNTS = `month until today knownUntil metric currency confidence historyDays actual scheduled forecast expected low
  high runRate expectedWithoutScenario planned plannedLeft previousMonth previousMonthToDate subject { scope id name }
  budget { name } scenarioEffects { name amount } scheduledCosts { date source name amount isEstimated }`;
const DAYS = `days { date isComplete actual scheduled expected low high planned previousMonth
  total { actual expected low high planned } }`;
const QUERY = `query ($month: Date!, $scope: BudgetSubjectInput, $metric: BudgetMetric! = COST, $scenario: ID) {
  projection(month: $month, scope: $scope, metric: $metric, scenario: $scenario) { ${AMOUNTS} ${DAYS} }
}`;

export interface DayAnswer {
  date: string;
  isComplete: boolean;
  actual: string | null;
  scheduled: string;
  expected: string;
  low: string | null;
  high: string | null;
  planned: string | null;
  previousMonth: string | null;
  total: Record<'actual' | 'expected' | 'low' | 'high' | 'planned', string | null>;
}

export interface ProjectionAnswer {
  actual: string;
  expected: string;
  scheduled: string;
  forecast: string;
  days: DayAnswer[];
}

export const askProjection = (client: TestClient, variables: object = {}) =>
  client.execute(QUERY, { month: '2026-11-01', ...variables });

export async function projectionOf(client: TestClient, variables: object = {}): Promise<ProjectionAnswer> {
  const { data, errors } = await askProjection(client, variables);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return (data as { projection: ProjectionAnswer }).projection;
}
