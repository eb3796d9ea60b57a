import { db, pool } from '../../../db.ts';
import { builder } from '../../../graphql/builder.ts';
import { requireDatabaseId } from '../../../graphql/global-id.ts';
import { ConflictError, InvalidInputError } from '../../../lib/errors.ts';
import { fromNano } from '../../../lib/money.ts';
import { Connection } from '../../integrations/connection.graphql.ts';
import { Member } from '../../people/member.graphql.ts';
import { AccountingPeriodType, periodOf } from './accounting-period.graphql.ts';
import { type Discrepancy, listDiscrepancies } from './discrepancies.sql.ts';
import { explainDiscrepancy } from './explain-discrepancy.ts';

const DiscrepancyType = builder.objectRef<Discrepancy>('Discrepancy').implement({
  description: "A bill that what is known of its usage does not explain. Amounts in the connection's currency.",
  authScopes: { admin: true },
  fields: (t) => ({
    connection: t.prismaField({
      type: Connection,
      resolve: (query, { connectionId }) => db.connection.findUniqueOrThrow({ ...query, where: { id: connectionId } }),
    }),
    billed: t.field({ type: 'Decimal', resolve: ({ spendNano }) => fromNano(spendNano) }),
    unexplained: t.field({
      type: 'Decimal',
      description: 'Positive: the bill has more than the usage.',
      resolve: ({ unexplainedNano }) => fromNano(unexplainedNano),
    }),
    explanation: t.exposeString('explanation', { nullable: true }),
    explainedAt: t.expose('explainedAt', { type: 'DateTime', nullable: true }),
    explainedBy: t.prismaField({
      type: Member,
      nullable: true,
      resolve: (query, { explainedById }) =>
        explainedById === null ? null : db.member.findUnique({ ...query, where: { id: explainedById } }),
    }),
    isExplained: t.exposeBoolean('isExplained', {
      description: 'There is an explanation, and it was given for this difference.',
    }),
  }),
});

builder.objectField(AccountingPeriodType, 'discrepancies', (t) =>
  t.field({
    description: 'Bills that differ from what is known of their usage by more than 1 %, unexplained ones first.',
    type: [DiscrepancyType],
    complexity: 100,
    resolve: ({ month }) => listDiscrepancies(pool, month),
  }),
);

const ExplainDiscrepancyInput = builder.inputType('ExplainDiscrepancyInput', {
  fields: (t) => ({
    month: t.field({ type: 'Date', required: true, description: 'Its first day.' }),
    connectionId: t.id({ required: true }),
    explanation: t.string({ description: '1 to 500 characters; null takes it back.' }),
  }),
});

builder.mutationField('explainDiscrepancy', (t) =>
  t.field({
    description:
      'Says why a bill of an open month is not what is known of its usage, so that the checklist passes it. Not by API token.',
    type: AccountingPeriodType,
    args: { input: t.arg({ type: ExplainDiscrepancyInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (_root, { input: { connectionId, ...input } }, context) => {
      const id = requireDatabaseId(String(connectionId), 'Connection', 'connectionId');
      return periodOf(await explainDiscrepancy(context, { ...input, connectionId: id }), context);
    },
  }),
);
