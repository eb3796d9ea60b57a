import { db } from '../../../db.ts';
import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { fromNano } from '../../../lib/money.ts';
import { readPayoffs } from '../../subscriptions/payoff/read-payoff.ts';
import { recommendations } from '../../subscriptions/payoff/recommend.ts';
import { readRecommendContext } from '../../subscriptions/payoff/recommend-context.ts';
import { nameOn } from '../../subscriptions/plan-name.ts';
import { ownerOn } from '../../subscriptions/subscription-access.ts';
import { withTerms } from '../../subscriptions/subscription-terms.ts';
import type { EvaluateRule } from './finding.ts';

/** The current month and three whole ones, as the recommendations. */
const MONTHS = 4;

/** Seats that nobody used in the last whole month and since, where use is measured. */
export const unusedSeats: EvaluateRule = async (_rule, { today, currency }) => {
  const records = await db.subscription.findMany({
    where: { approval: 'APPROVED' },
    include: withTerms,
    orderBy: { id: 'asc' },
  });
  if (records.length === 0) return [];
  const payoffs = await readPayoffs(records, { months: MONTHS, today, memberId: undefined });
  const found = recommendations(payoffs, await readRecommendContext(records, today));
  return found
    .filter(({ kind }) => kind === 'IDLE_SEATS')
    .map(({ payoff: { record }, idleSeats = 0, yearlySaving, confidence }) => {
      const subjectKey = encodeGlobalId('PaidSubscription', record.id);
      const name = nameOn(record, today);
      return {
        subjectKey,
        concernedMemberId: ownerOn(record.owners, today).memberId ?? undefined,
        title: idleSeats === 1 ? `A seat of ${name} is not used` : `${idleSeats} seats of ${name} are not used`,
        evidence: { subscription: name, idleSeats, yearlySaving: fromNano(yearlySaving), currency, confidence },
        link: `/subscriptions/${subjectKey}`,
      };
    });
};
