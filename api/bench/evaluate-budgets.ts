import type { BudgetMetric, BudgetPeriod, Prisma } from '@outlay/prisma';
import { evaluateBudgets } from '../src/modules/budgets/evaluate-budgets.ts';
import { recordStatements } from '../src/test/record-statements.ts';
import type { TestDatabase } from '../src/test/test-database.ts';
import { cpuSoFar } from './measure.ts';

const BUDGETS = 10_000;
const RUNS = 3;
/** Of a hundred budgets, how many have each period, in the order of the enum. */
const PERIODS: [BudgetPeriod, number][] = [
  ['HOURLY', 5],
  ['DAILY', 30],
  ['WEEKLY', 15],
  ['MONTHLY', 40],
  ['QUARTERLY', 5],
  ['YEARLY', 5],
];
const METRICS: [BudgetMetric, number][] = [
  ['COST', 80],
  ['TOKENS', 10],
  ['REQUESTS', 10],
];
const PROJECTED_IN_TEN = 3;
const TIGHT_IN_THOUSAND = 2;

/**
 * Evaluation of 10,000 budgets of members, teams, models, vendors and the organization over what is in the database: the first
 * one raises alerts, the next ones find nothing new.
 */
export async function benchBudgets(
  database: TestDatabase,
  { now, print }: { now: Date; print: (line: string) => void },
): Promise<void> {
  await createBudgets(database, now);
  const first = await run(database, now);
  const later = [];
  for (let index = 0; index < RUNS; index += 1) later.push(await run(database, now));
  const [best] = later.toSorted((a, b) => a.wallMs - b.wallMs);
  print(`evaluation of ${BUDGETS} budgets, first: ${textOf(first)}`);
  if (best) print(`evaluation of ${BUDGETS} budgets, again: ${textOf(best)}`);
}

interface Run {
  wallMs: number;
  ownCpuMs: number;
  /** Undefined when it cannot be read. */
  databaseCpuMs: number | undefined;
  statements: number;
  raised: number;
  /** Beyond what the process held before. */
  peakBytes: number;
  /** Our CPU between two turns of the event loop, at most: so long requests waited. */
  stretchMs: number;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

const threadCpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

const textOf = ({ wallMs, ownCpuMs, databaseCpuMs, statements, raised, peakBytes, stretchMs }: Run) =>
  `${seconds(wallMs)} (CPU: ours ${seconds(ownCpuMs)}${databaseCpuMs === undefined ? '' : `, database ${seconds(databaseCpuMs)}`}), ${statements} statements, ${raised} alerts raised, ${Math.round(peakBytes / 1_048_576)} MB more than before at its peak, at most ${Math.round(stretchMs)} ms without a turn for others`;

async function run({ pool, kind }: TestDatabase, now: Date): Promise<Run> {
  const cpu = await cpuSoFar(pool, kind === 'server');
  const before = process.memoryUsage.rss();
  let peak = before;
  let stretchMs = 0;
  let last = threadCpuMs();
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
    const used = threadCpuMs();
    stretchMs = Math.max(stretchMs, used - last);
    last = used;
  }, 1);
  const start = performance.now();
  let raised = 0;
  const statements = await recordStatements(pool, async () => {
    ({ raised } = await evaluateBudgets({ now }));
  });
  const wallMs = performance.now() - start;
  clearInterval(sampler);
  const used = await cpuSoFar(pool, kind === 'server');
  return {
    wallMs,
    ownCpuMs: used.ownMs - cpu.ownMs,
    databaseCpuMs:
      used.databaseMs === undefined || cpu.databaseMs === undefined ? undefined : used.databaseMs - cpu.databaseMs,
    statements: statements.length,
    raised,
    stretchMs,
    peakBytes: Math.max(peak, process.memoryUsage.rss()) - before,
  };
}

async function createBudgets({ prisma }: TestDatabase, now: Date): Promise<void> {
  const createdAt = new Date(now.getTime() - 60 * 86_400_000);
  const ids = async (find: Promise<{ id: number }[]>) => (await find).map(({ id }) => id);
  const subjects = [
    ...(await ids(prisma.member.findMany({ select: { id: true } }))).flatMap((scopeId) =>
      Array.from({ length: 2 }, () => ({ scope: 'MEMBER' as const, scopeId })),
    ),
    ...(await ids(prisma.team.findMany({ select: { id: true } }))).map((scopeId) => ({
      scope: 'TEAM' as const,
      scopeId,
    })),
    ...(await ids(prisma.model.findMany({ select: { id: true }, take: 200 }))).map((scopeId) => ({
      scope: 'MODEL' as const,
      scopeId,
    })),
    ...(await ids(prisma.vendor.findMany({ select: { id: true } }))).map((scopeId) => ({
      scope: 'VENDOR' as const,
      scopeId,
    })),
    ...(await ids(prisma.tool.findMany({ select: { id: true } }))).map((scopeId) => ({
      scope: 'TOOL' as const,
      scopeId,
    })),
    { scope: 'ORGANIZATION' as const, scopeId: 0 },
  ];
  const data = Array.from({ length: BUDGETS }, (_, index): Prisma.BudgetCreateManyInput => {
    const period = chosen(PERIODS, spread(index));
    const metric = chosen(METRICS, spread(index * 31 + 7));
    const isTight = spread(index * 17 + 3) % 1_000 < TIGHT_IN_THOUSAND;
    const subject = subjects[spread(index * 13 + 1) % subjects.length] ?? {
      scope: 'ORGANIZATION' as const,
      scopeId: 0,
    };
    const canProject = period !== 'HOURLY' && period !== 'DAILY';
    return {
      ...{
        ...subject,
        period,
        metric,
        createdAt,
        armedAt: createdAt,
        name: `Budget ${index}`,
        thresholds: [50, 80, 100],
      },
      limit: isTight ? '1' : '1000000000000',
      alertsOnProjection: canProject && spread(index * 7 + 5) % 10 < PROJECTED_IN_TEN,
    };
  });
  await prisma.budget.createMany({ data });
  const budgets = await prisma.budget.findMany({ select: { id: true, limit: true } });
  await prisma.budgetLimit.createMany({
    data: budgets.map(({ id, limit }) => ({ budgetId: id, revision: 1, from: createdAt, amount: limit })),
  });
}

function chosen<Value>(shares: readonly [Value, number][], number: number): Value {
  let rest = number % 100;
  for (const [value, share] of shares) {
    if (rest < share) return value;
    rest -= share;
  }
  throw new RangeError('the shares do not add up to 100');
}

/** A cheap deterministic spread: the same budgets every time. */
const spread = (seed: number): number => Math.imul((seed + 1) ^ ((seed + 1) >>> 15), 0x2c1b3c6d) >>> 7;
