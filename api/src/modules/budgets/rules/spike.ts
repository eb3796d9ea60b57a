import type { AlertRule } from '@outlay/prisma';
import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { addDays, type Day } from '../../../lib/calendar.ts';
import { fromNano } from '../../../lib/money.ts';
import { pivotLink, variableOnly } from '../pivot-link.ts';
import type { EvaluateRule, Finding } from './finding.ts';
import { moneyText } from './money-text.ts';
import { type RobustThreshold, robustThreshold } from './robust-threshold.ts';
import type { DaySpend } from './rule-facts.sql.ts';
import { dayExpiry, type RuleFacts, watchedDays } from './rule-facts.ts';

/** Weekdays with usage that a history needs. */
const LEAST_HISTORY = 4;
const WEEK = 7;

type Series = Map<Day, bigint>;

/** Days far above the same weekdays before, of the organization, each member and each agent; fixed charges do not count. */
export const spike: EvaluateRule = async (rule, facts) => {
  const historyDays = rule.days ?? 0;
  const days = watchedDays(rule, facts);
  const rows = await facts.daySpend(addDays(facts.today, -historyDays - WEEK));
  const findings: Finding[] = [];
  for (const [subjectKey, series] of seriesOf(rows)) {
    for (const day of days) {
      const spend = series.get(day) ?? 0n;
      const least = await facts.limit(rule, day);
      const usual = usualOn(series, day, rule);
      if (!usual || least === undefined) continue;
      if (spend <= usual.threshold || spend - usual.median <= least) continue;
      findings.push(await spikeFinding(facts, { subjectKey, day, spend, usual }));
    }
  }
  return findings;
};

/** Variable cost by day of the organization (''), members and agents. */
function seriesOf(rows: readonly DaySpend[]): Map<string, Series> {
  const series = new Map<string, Series>();
  const add = (key: string, day: Day, amount: bigint) => {
    const own = series.get(key) ?? new Map<Day, bigint>();
    series.set(key, own.set(day, (own.get(day) ?? 0n) + amount));
  };
  for (const { day, memberId, agentId, variable } of rows) {
    add('', day, variable);
    if (memberId !== 0) add(encodeGlobalId('Member', memberId), day, variable);
    if (agentId !== 0) add(encodeGlobalId('Agent', agentId), day, variable);
  }
  return series;
}

/** Of the same weekdays since the first day with usage; undefined: too few of them had any. */
function usualOn(series: Series, day: Day, rule: AlertRule): (RobustThreshold & { count: number }) | undefined {
  const oldest = addDays(day, -(rule.days ?? 0));
  const first = [...series].find(([, amount]) => amount > 0n)?.[0];
  if (first === undefined) return undefined;
  const history: bigint[] = [];
  for (let at = addDays(day, -WEEK); at >= oldest && at >= first; at = addDays(at, -WEEK)) {
    history.push(series.get(at) ?? 0n);
  }
  if (history.filter((amount) => amount > 0n).length < LEAST_HISTORY) return undefined;
  return { ...robustThreshold(history, rule.factorTenths ?? 0), count: history.length };
}

interface Spike {
  subjectKey: string;
  day: Day;
  spend: bigint;
  usual: RobustThreshold & { count: number };
}

async function spikeFinding(facts: RuleFacts, { subjectKey, day, spend, usual }: Spike): Promise<Finding> {
  const { name, concernedMemberId, filters } = await describe(facts, subjectKey);
  const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00Z`));
  return {
    ...{ subjectKey, concernedMemberId, occurrenceKey: day },
    title: `${name} spent ${moneyText(spend, facts.currency)} on ${day}; a usual ${weekday} is ${moneyText(usual.median, facts.currency)}`,
    evidence: {
      ...{ day, weekday, spend: fromNano(spend), median: fromNano(usual.median), deviation: fromNano(usual.deviation) },
      ...{ threshold: fromNano(usual.threshold), weekdaysCompared: usual.count, currency: facts.currency },
    },
    link: pivotLink({
      ...{ rows: ['DAY', 'MODEL'], from: addDays(day, -4 * WEEK), until: addDays(day, 1) },
      filters: [...filters, variableOnly],
    }),
    expiresAt: dayExpiry(day, facts),
  };
}

async function describe(facts: RuleFacts, subjectKey: string) {
  const [type, id] = subjectKey.split(':');
  if (type === 'Member') {
    const filters = [{ dimension: 'MEMBER' as const, in: [subjectKey] }];
    return { name: await facts.memberName(Number(id)), concernedMemberId: Number(id), filters };
  }
  if (type !== 'Agent') return { name: 'The organization', concernedMemberId: undefined, filters: [] };
  const { name, ownerMemberId } = await facts.agent(Number(id));
  const filters = [{ dimension: 'AGENT' as const, in: [subjectKey] }];
  return { name, concernedMemberId: ownerMemberId ?? undefined, filters };
}
