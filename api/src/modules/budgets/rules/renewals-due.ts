import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { addDays } from '../../../lib/calendar.ts';
import { fromLedgerAmount } from '../../ledger/ledger-amount.ts';
import { readRenewals } from '../../subscriptions/read-renewals.ts';
import { renewalText } from '../../subscriptions/renewal-text.ts';
import { ownerOn } from '../../subscriptions/subscription-access.ts';
import type { EvaluateRule } from './finding.ts';

/** Renewals, ends of trials and last days to cancel within the rule's days, each once. */
export const renewalsDue: EvaluateRule = async (rule, { today, startOf }) => {
  const range = { from: today, until: addDays(today, (rule.days ?? 0) + 1) };
  const renewals = await readRenewals({ ...range, memberId: undefined, today });
  return renewals
    .filter(({ kind, record }) => kind !== 'END' && record.endsOn === null)
    .map((renewal) => {
      const { kind, date, amount, record, name } = renewal;
      const subjectKey = encodeGlobalId('PaidSubscription', record.id);
      return {
        subjectKey,
        concernedMemberId: ownerOn(record.owners, today).memberId ?? undefined,
        occurrenceKey: `${kind} ${date}`,
        title: `${renewalText(renewal)} on ${date}`,
        evidence: {
          ...{ subscription: name, event: kind, date },
          ...(amount === undefined ? {} : { amount: fromLedgerAmount(amount), currency: record.currency }),
        },
        link: `/subscriptions/${subjectKey}`,
        expiresAt: startOf(addDays(date, 1)),
      };
    });
};
