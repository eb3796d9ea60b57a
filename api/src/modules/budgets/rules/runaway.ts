import { db } from '../../../db.ts';
import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { addDays, type Day, dayInZone } from '../../../lib/calendar.ts';
import { fromNano } from '../../../lib/money.ts';
import { pivotLink } from '../pivot-link.ts';
import { type BurnRate, burnRate } from './burn-rate.ts';
import type { EvaluateRule, Finding } from './finding.ts';
import { limitEvidence, limitKey, limitText } from './limit-evidence.ts';
import { moneyText } from './money-text.ts';
import { type RuleFacts, watchedDays } from './rule-facts.ts';
import { readSpenders, type Spender } from './runaway.sql.ts';

const HOUR_MS = 3_600_000;
/** Vendors report an hour up to so much later. */
const WATCHED_HOURS = 6;
/** Of hours with usage. */
const LEAST_HISTORY = { SESSION: 3, AGENT: 8 } as const;
/** An hour below this part of the amount is nothing to tell of. */
const LEAST_PART = 10n;

/** Sessions, and agents in a day, above the amount, and such that spend far faster than they did. */
export const runaway: EvaluateRule = async (rule, facts) => {
  const { pool, now, today, startOf } = facts;
  const days = watchedDays(rule, facts).slice(0, 2);
  const limit = await facts.limit(rule, today);
  const activeFrom = days.at(-1);
  if (activeFrom === undefined || limit === undefined) return [];
  const least = limit / LEAST_PART;
  const spenders = await readSpenders(pool, addDays(today, -(rule.days ?? 0)), activeFrom, least);
  const switchedOn = startOf(dayInZone(rule.activeFrom, facts.zone)).getTime();
  const since = new Date(Math.max(now.getTime() - WATCHED_HOURS * HOUR_MS, switchedOn));
  const findings: Finding[] = [];
  for (const spender of spenders) {
    const about = await describe(facts, spender);
    for (const { key, spend, span } of await capped(spender, days, facts)) {
      if (spend <= limit) continue;
      findings.push({
        ...about.finding,
        occurrenceKey: `${key} ${limitKey(rule)}`,
        title: `${about.name} has cost ${moneyText(spend, facts.currency)}${span}, more than ${limitText(rule)}`,
        evidence: {
          ...{ ...about.evidence, spend: fromNano(spend), firstDay: spender.firstDay },
          ...limitEvidence(rule, limit, facts.currency),
        },
        expiresAt: new Date(now.getTime() + 24 * HOUR_MS),
      });
    }
    const history = { leastHistory: LEAST_HISTORY[spender.kind], factorTenths: rule.factorTenths ?? 0, least };
    const burning = burnRate(spender.hours, since, history);
    if (burning) findings.push(rateFinding(facts, about, burning));
  }
  return findings;
};

/** What is held against the amount: the whole of a session, each day of an agent. */
async function capped({ kind, id, total }: Spender, days: readonly Day[], { daySpend }: RuleFacts) {
  if (kind === 'SESSION') return [{ key: 'total', spend: total, span: '' }];
  const rows = (await daySpend(days.at(-1) ?? '')).filter(({ agentId }) => agentId === id);
  return days.map((day) => {
    const spend = rows.filter((row) => row.day === day).reduce((sum, { variable }) => sum + variable, 0n);
    return { key: day, spend, span: ` on ${day}` };
  });
}

interface About {
  name: string;
  evidence: Record<string, string>;
  finding: Pick<Finding, 'subjectKey' | 'concernedMemberId' | 'link'>;
}

function rateFinding({ zone, currency, now }: RuleFacts, about: About, burning: BurnRate): Finding {
  const { hour, spend, usual, hoursCompared } = burning;
  return {
    ...about.finding,
    occurrenceKey: `rate ${dayInZone(hour, zone)}`,
    title: `${about.name} spent ${moneyText(spend, currency)} in an hour; usual is ${moneyText(usual, currency)}`,
    evidence: {
      ...{ ...about.evidence, hour: hour.toISOString(), spend: fromNano(spend), usualHour: fromNano(usual) },
      ...{ hoursCompared, currency },
    },
    expiresAt: new Date(now.getTime() + 24 * HOUR_MS),
  };
}

async function describe(facts: RuleFacts, { kind, id, memberId, firstDay }: Spender): Promise<About> {
  const range = { from: firstDay, until: addDays(facts.today, 1) };
  if (kind === 'AGENT') {
    const { name, ownerMemberId } = await facts.agent(id);
    const subjectKey = encodeGlobalId('Agent', id);
    const filters = [{ dimension: 'AGENT' as const, in: [subjectKey] }];
    const link = pivotLink({ rows: ['DAY', 'MODEL'], ...range, filters });
    return {
      ...{ name, evidence: { agent: name } },
      finding: { subjectKey, concernedMemberId: ownerMemberId ?? undefined, link },
    };
  }
  const session = await db.agentSession.findUnique({ where: { id } });
  const subjectKey = encodeGlobalId('AgentSession', id);
  const name = `Session ${session?.externalId ?? id}`;
  const filters = [{ dimension: 'SESSION' as const, in: [subjectKey] }];
  const concernedMemberId = memberId === 0 ? undefined : memberId;
  const owner: Record<string, string> = memberId === 0 ? {} : { member: await facts.memberName(memberId) };
  return {
    ...{ name, evidence: { session: session?.externalId ?? String(id), ...owner } },
    finding: { subjectKey, concernedMemberId, link: pivotLink({ rows: ['SESSION', 'MODEL'], ...range, filters }) },
  };
}
