import { addDays } from '../../../lib/calendar.ts';
import { decimalString, divideHalfEven, fromNano } from '../../../lib/money.ts';
import { pivotLink, variableOnly } from '../pivot-link.ts';
import type { EvaluateRule } from './finding.ts';
import { limitEvidence } from './limit-evidence.ts';

/** Usage must be known from so long before, or a beginning would look like a rise. */
export const KNOWN_BEFORE_DAYS = 14;

/** Variable cost of the last whole days against as many days before. */
export const trend: EvaluateRule = async (rule, facts) => {
  const { today, currency } = facts;
  const days = rule.days ?? 0;
  const percent = BigInt(rule.percent ?? 0);
  const least = await facts.limit(rule, today);
  if (days < 1 || least === undefined) return [];
  const from = addDays(today, -days);
  const before = addDays(from, -days);
  const rows = await facts.daySpend(addDays(before, -KNOWN_BEFORE_DAYS));
  if (!rows.some(({ day, variable }) => day <= before && variable > 0n)) return [];
  const sum = (first: string, last: string) =>
    rows.filter(({ day }) => first <= day && day < last).reduce((total, { variable }) => total + variable, 0n);
  const spend = sum(from, today);
  const previous = sum(before, from);
  const rise = spend - previous;
  if (previous <= 0n || rise * 100n <= previous * percent || rise <= least) return [];
  const risePercent = decimalString(divideHalfEven(rise * 1000n, previous), 1);
  return [
    {
      subjectKey: '',
      title: `Variable cost of ${days} days is ${risePercent} % above the ${days} days before`,
      evidence: {
        ...{
          from,
          until: today,
          spend: fromNano(spend),
          previous: fromNano(previous),
          rise: fromNano(rise),
          risePercent,
        },
        ...{ limitPercent: String(percent), ...limitEvidence(rule, least, currency) },
      },
      link: pivotLink({
        ...{ rows: ['MEMBER'], from, until: today, compareTo: 'PREVIOUS_PERIOD' },
        filters: [variableOnly],
      }),
    },
  ];
};
