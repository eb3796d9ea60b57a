import { addDays, addMonths, daysOf, startOfMonth } from '../../../lib/calendar.ts';
import { fromNano } from '../../../lib/money.ts';
import { forecast } from '../../explore/projection/forecast.ts';
import type { EvaluateRule } from './finding.ts';
import { limitEvidence, limitKey, limitText } from './limit-evidence.ts';
import { moneyText } from './money-text.ts';
import { pivotLink } from './pivot-link.ts';
import type { RuleFacts } from './rule-facts.ts';

/** Whole days that the forecast of variable cost looks at. */
export const FORECAST_DAYS = 120;

/** The calendar month, once what it came to and what is expected of its rest are more than the amount. */
export const projectedMonth: EvaluateRule = async (rule, facts) => {
  const { today, currency, startOf } = facts;
  const month = startOfMonth(today);
  const until = addMonths(month, 1);
  const limit = await facts.limit(rule, today);
  if (limit === undefined) return [];
  const { spent, expected, low, high } = await projectMonth(facts);
  if (expected <= limit) return [];
  const interval = low === null || high === null ? {} : { low: fromNano(low), high: fromNano(high) };
  const name = month.slice(0, 7);
  return [
    {
      subjectKey: '',
      occurrenceKey: `${name} ${limitKey(rule)}`,
      title: `${name} is expected to cost ${moneyText(expected, currency)}, more than ${limitText(rule)}`,
      evidence: {
        ...{ month: name, spentSoFar: fromNano(spent), expected: fromNano(expected), ...interval },
        ...limitEvidence(rule, limit, currency),
      },
      link: pivotLink({ rows: ['COST_KIND', 'MEMBER'], columns: ['WEEK'], from: month, until }),
      expiresAt: startOf(until),
    },
  ];
};

/** What is spent, and variable cost forecast from whole days; today counts as it is once it is above its forecast. */
async function projectMonth(facts: RuleFacts) {
  const { today } = facts;
  const month = startOfMonth(today);
  const rows = await facts.daySpend(addDays(today, -FORECAST_DAYS));
  const variableOn = Map.groupBy(rows, ({ day }) => day);
  const variable = (day: string) => (variableOn.get(day) ?? []).reduce((sum, row) => sum + row.variable, 0n);
  const history = daysOf({ from: addDays(today, -FORECAST_DAYS), until: today }).map((day) => ({
    day,
    amountNano: variable(day),
  }));
  const rest = forecast(history, addMonths(month, 1));
  const spent = rows.filter(({ day }) => day >= month).reduce((sum, row) => sum + row.variable + row.fixed, 0n);
  const todayExpected = rest.days.find(({ day }) => day === today)?.expectedNano ?? 0n;
  const used = variable(today);
  const counted = used < todayExpected ? used : todayExpected;
  const ends = (rest_: bigint | null) => (rest_ === null ? null : atLeast(spent, spent - counted + rest_));
  return { spent, expected: spent - counted + rest.expectedNano, low: ends(rest.lowNano), high: ends(rest.highNano) };
}

const atLeast = (least: bigint, value: bigint) => (value < least ? least : value);
