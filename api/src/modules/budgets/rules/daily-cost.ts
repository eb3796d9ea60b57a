import { addDays } from '../../../lib/calendar.ts';
import { fromNano } from '../../../lib/money.ts';
import { pivotLink, variableOnly } from '../pivot-link.ts';
import type { EvaluateRule, Finding } from './finding.ts';
import { limitEvidence, limitKey, limitText } from './limit-evidence.ts';
import { moneyText } from './money-text.ts';
import { dayExpiry, watchedDays } from './rule-facts.ts';

/** Days on which the organization spent more than the amount. */
export const dailyCost: EvaluateRule = async (rule, facts) => {
  const findings: Finding[] = [];
  for (const day of watchedDays(rule, facts)) {
    const rows = (await facts.daySpend(day)).filter((row) => row.day === day);
    const variable = rows.reduce((sum, row) => sum + row.variable, 0n);
    const fixed = rows.reduce((sum, row) => sum + row.fixed, 0n);
    const spend = rule.includesFixed ? variable + fixed : variable;
    const limit = await facts.limit(rule, day);
    if (limit === undefined || spend <= limit) continue;
    findings.push({
      subjectKey: '',
      occurrenceKey: `${day} ${limitKey(rule)}`,
      title: `${moneyText(spend, facts.currency)} spent on ${day}, more than ${limitText(rule)} a day`,
      evidence: {
        ...{ day, spend: fromNano(spend), variable: fromNano(variable), fixed: fromNano(fixed) },
        ...limitEvidence(rule, limit, facts.currency),
      },
      link: pivotLink({
        ...{ rows: ['MEMBER'], columns: ['MODEL'], from: day, until: addDays(day, 1) },
        filters: rule.includesFixed ? [] : [variableOnly],
      }),
      expiresAt: dayExpiry(day, facts),
    });
  }
  return findings;
};
