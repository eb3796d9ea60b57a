import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { addDays } from '../../../lib/calendar.ts';
import { fromNano } from '../../../lib/money.ts';
import { pivotLink, variableOnly } from '../pivot-link.ts';
import type { EvaluateRule, Finding } from './finding.ts';
import { limitEvidence, limitKey, limitText } from './limit-evidence.ts';
import { moneyText } from './money-text.ts';
import { dayExpiry, watchedDays } from './rule-facts.ts';

/** Days on which one member spent more than the amount. */
export const memberDailyCost: EvaluateRule = async (rule, facts) => {
  const findings: Finding[] = [];
  for (const day of watchedDays(rule, facts)) {
    const limit = await facts.limit(rule, day);
    if (limit === undefined) continue;
    const rows = (await facts.daySpend(day)).filter((row) => row.day === day && row.memberId !== 0);
    for (const [memberId, own] of Map.groupBy(rows, (row) => row.memberId)) {
      const spend = own.reduce((sum, row) => sum + row.variable + (rule.includesFixed ? row.fixed : 0n), 0n);
      if (spend <= limit) continue;
      const member = encodeGlobalId('Member', memberId);
      const name = await facts.memberName(memberId);
      findings.push({
        subjectKey: member,
        concernedMemberId: memberId,
        occurrenceKey: `${day} ${limitKey(rule)}`,
        title: `${name} spent ${moneyText(spend, facts.currency)} on ${day}, more than ${limitText(rule)} a day`,
        evidence: { day, member: name, spend: fromNano(spend), ...limitEvidence(rule, limit, facts.currency) },
        link: pivotLink({
          ...{ rows: ['TOOL', 'MODEL'], from: day, until: addDays(day, 1) },
          filters: [{ dimension: 'MEMBER', in: [member] }, ...(rule.includesFixed ? [] : [variableOnly])],
        }),
        expiresAt: dayExpiry(day, facts),
      });
    }
  }
  return findings;
};
