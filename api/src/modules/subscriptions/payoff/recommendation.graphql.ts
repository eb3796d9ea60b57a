import { resolveArrayConnection } from '@pothos/plugin-relay';
import { db } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import type { Context } from '../../../graphql/context.ts';
import { FACTS_COST } from '../../../graphql/query-limits.ts';
import { fromNano } from '../../../lib/money.ts';
import { visibleMemberId } from '../../auth/permissions.ts';
import { today } from '../../people/today.ts';
import { ownedSubscriptionIds } from '../owned-subscriptions.sql.ts';
import { PlanRef } from '../plan.graphql.ts';
import { Subscription } from '../subscription.graphql.ts';
import { withTerms } from '../subscription-terms.ts';
import { PayoffConfidenceEnum, ReplayRef, reportingCurrency } from './payoff.graphql.ts';
import { readPayoffs } from './read-payoff.ts';
import { type Recommendation, recommendations } from './recommend.ts';
import { readRecommendContext } from './recommend-context.ts';

/** The current month and three whole ones. */
const MONTHS = 4;

const RecommendationKindEnum = builder.enumType('RecommendationKind', {
  values: {
    IDLE_SEATS: { description: 'Nobody used them in the last whole month and since.' },
    OVERLAPPING_SEATS: { description: 'The same member has another for the same kind of work, worth more to them.' },
    CHANGE_PLAN: { description: 'The usage of the last whole months would have cost less on another plan or the API.' },
  } as const,
});

const subscriptionOf = ({ record }: Recommendation['payoff']) => ({ id: record.id });

const RecommendationRef = builder.objectRef<Recommendation>('Recommendation').implement({
  description: 'What would save money, with what it rests on; money in the reporting currency.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    kind: t.expose('kind', { type: RecommendationKindEnum }),
    subscription: t.prismaField({
      type: Subscription,
      resolve: (query, { payoff }) => db.subscription.findUniqueOrThrow({ ...query, where: subscriptionOf(payoff) }),
    }),
    yearlySaving: t.field({ type: 'Decimal', resolve: ({ yearlySaving }) => fromNano(yearlySaving) }),
    currency: t.string({ resolve: () => reportingCurrency() }),
    confidence: t.expose('confidence', { type: PayoffConfidenceEnum }),
    idleSeats: t.int({
      nullable: true,
      description: 'Of IDLE_SEATS.',
      resolve: ({ idleSeats }) => idleSeats ?? null,
    }),
    keep: t.prismaField({
      type: Subscription,
      nullable: true,
      description: 'Of OVERLAPPING_SEATS: the other one.',
      resolve: (query, { other }) =>
        db.subscription.findFirst({ ...query, where: other ? subscriptionOf(other) : { id: 0 } }),
    }),
    plan: t.field({
      type: PlanRef,
      nullable: true,
      description: 'Of CHANGE_PLAN; null there: the API.',
      resolve: ({ replay }) => replay?.best?.plan ?? null,
    }),
    replay: t.field({
      type: ReplayRef,
      nullable: true,
      description: 'Of CHANGE_PLAN: the arithmetic.',
      resolve: ({ replay }) => replay ?? null,
    }),
  }),
});

interface Recommendations {
  rows: Recommendation[];
  page: NonNullable<Awaited<ReturnType<typeof resolveArrayConnection<Recommendation>>>>;
}
type Edge = { cursor: string; node: Recommendation };

const RecommendationsEdge = builder.objectRef<Edge>('RecommendationsConnectionEdge').implement({
  fields: (t) => ({ cursor: t.exposeString('cursor'), node: t.expose('node', { type: RecommendationRef }) }),
});

const RecommendationsConnection = builder.objectRef<Recommendations>('RecommendationsConnection').implement({
  fields: (t) => ({
    edges: t.field({ type: [RecommendationsEdge], resolve: ({ page }) => page.edges.filter((edge) => edge !== null) }),
    pageInfo: t.field({ type: builder.pageInfoRef(), resolve: ({ page }) => page.pageInfo }),
    totalCount: t.int({ resolve: ({ rows }) => rows.length }),
    yearlySaving: t.field({
      type: 'Decimal',
      description: 'Of all of them together.',
      resolve: ({ rows }) => fromNano(rows.reduce((sum, { yearlySaving }) => sum + yearlySaving, 0n)),
    }),
  }),
});

builder.queryField('recommendations', (t) =>
  t.field({
    description: "About one's own subscriptions, the largest saving first; administrators see all.",
    type: RecommendationsConnection,
    authScopes: { scope: 'READ' },
    complexity: FACTS_COST.aggregate,
    args: t.arg.connectionArgs(),
    resolve: async (_root, args, context) => {
      const rows = await readRecommendations(context);
      return { rows, page: await resolveArrayConnection({ args }, rows) };
    },
  }),
);

async function readRecommendations(context: Context): Promise<Recommendation[]> {
  const day = await today(context);
  const memberId = visibleMemberId(context.actor);
  const ids = memberId === undefined ? undefined : await ownedSubscriptionIds({ memberId }, day);
  const records = await db.subscription.findMany({
    where: { approval: 'APPROVED', endsOn: null, ...(ids && { id: { in: ids } }) },
    include: withTerms,
    orderBy: { id: 'asc' },
  });
  const payoffs = await readPayoffs(records, { months: MONTHS, today: day, memberId });
  return recommendations(payoffs, await readRecommendContext(records, day));
}
