import { fromNano } from '../../../lib/money.ts';
import { readProjection } from '../../explore/projection/read-projection.ts';
import { pivotLink } from '../pivot-link.ts';
import type { EvaluateRule } from './finding.ts';
import { limitEvidence, limitKey, limitText } from './limit-evidence.ts';
import { moneyText } from './money-text.ts';

const job = { kind: 'JOB', name: 'alert rules' } as const;
const everything = { scope: 'ORGANIZATION', scopeId: 0 } as const;

/** The calendar month, once it is projected to cost more than the amount; the figures are those of `projection`. */
export const projectedMonth: EvaluateRule = async (rule, { now, today, currency, limit: limitOn, startOf }) => {
  const limit = await limitOn(rule, today);
  if (limit === undefined) return [];
  const context = { actor: job, clock: () => now };
  const question = { month: today, subject: everything, metric: 'COST', changes: [] } as const;
  const { month, result } = await readProjection(context, question);
  const { expected, below, above } = result;
  if (expected <= limit) return [];
  const name = month.from.slice(0, 7);
  const low = below === null ? {} : { low: fromNano(expected - below) };
  const high = above === null ? {} : { high: fromNano(expected + above) };
  return [
    {
      subjectKey: '',
      occurrenceKey: `${name} ${limitKey(rule)}`,
      title: `${name} is expected to cost ${moneyText(expected, currency)}, more than ${limitText(rule)}`,
      evidence: {
        ...{ month: name, spentSoFar: fromNano(result.actual), scheduled: fromNano(result.scheduled) },
        ...{ expectedUsage: fromNano(result.added), expected: fromNano(expected), ...low, ...high },
        ...limitEvidence(rule, limit, currency),
      },
      link: pivotLink({ rows: ['COST_KIND', 'MEMBER'], columns: ['WEEK'], ...month }),
      expiresAt: startOf(month.until),
    },
  ];
};
