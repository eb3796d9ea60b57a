import { builder } from '../../graphql/builder.ts';
import { encodeGlobalId } from '../../graphql/global-id.ts';
import { fromNano } from '../../lib/money.ts';
import type { DimensionLabels } from '../explore/dimension-labels.ts';
import { type DimensionValue, DimensionValueType } from '../explore/dimension-value.graphql.ts';
import { usageDimensionColumns } from './list-usage-buckets.ts';
import type { UsageBucketRow } from './usage-buckets.sql.ts';
import { BillingKindEnum, ChargeClassEnum, EvidenceEnum } from './usage-enums.graphql.ts';

export interface LabelledBucket {
  row: UsageBucketRow;
  labels: DimensionLabels;
}

const nano = (amount: bigint | null) => (amount === null ? null : fromNano(amount));

function ownerOf({ row, labels }: LabelledBucket, dimension: keyof typeof usageDimensionColumns): DimensionValue {
  const raw = String(row[usageDimensionColumns[dimension]]);
  return {
    key: labels.key(dimension, raw),
    label: labels.label(dimension, raw),
    detail: labels.detail(dimension, raw),
  };
}

function identityOf({ labels }: LabelledBucket, id: number): DimensionValue | null {
  const raw = String(id);
  if (id === 0) return null;
  return {
    key: encodeGlobalId('Identity', id),
    label: labels.label('API_KEY', raw),
    detail: labels.detail('API_KEY', raw),
  };
}

export const UsageBucketType = builder.objectRef<LabelledBucket>('UsageBucket').implement({
  description:
    'One counted piece of evidence: usage of a UTC hour (or day), or what a bill has beyond known usage. Null quantities are unknown.',
  authScopes: { scope: 'READ' },
  fields: (t) => {
    const owner = (dimension: keyof typeof usageDimensionColumns) =>
      t.field({ type: DimensionValueType, resolve: (bucket) => ownerOf(bucket, dimension) });
    const tokens = (column: 'input_tokens' | 'cache_read_tokens' | 'output_tokens' | 'total_tokens') =>
      t.field({ type: 'BigInt', resolve: ({ row }) => row[column] });
    const quantity = (
      column:
        | 'reasoning_tokens'
        | 'requests'
        | 'images'
        | 'seconds'
        | 'characters'
        | 'web_searches'
        | 'tool_calls'
        | 'sessions',
    ) => t.field({ type: 'BigInt', nullable: true, resolve: ({ row }) => row[column] });
    return {
      id: t.id({ resolve: ({ row }) => encodeGlobalId('UsageBucket', row.natural_key) }),
      hour: t.field({
        type: 'DateTime',
        description: 'Start of the UTC hour, or day.',
        resolve: ({ row }) => row.hour,
      }),
      isDayGrain: t.boolean({ description: 'Known only per UTC day.', resolve: ({ row }) => row.is_day_grain }),
      day: t.field({ type: 'Date', description: 'In the reporting zone.', resolve: ({ row }) => row.day }),
      billingDay: t.field({ type: 'Date', description: 'In UTC.', resolve: ({ row }) => row.billing_day }),
      member: owner('MEMBER'),
      team: owner('TEAM'),
      agent: owner('AGENT'),
      project: owner('PROJECT'),
      customer: owner('CUSTOMER'),
      purpose: owner('PURPOSE'),
      session: owner('SESSION'),
      vendor: owner('VENDOR'),
      tool: owner('TOOL'),
      model: owner('MODEL'),
      apiKey: owner('API_KEY'),
      connection: owner('CONNECTION'),
      user: t.field({
        type: DimensionValueType,
        nullable: true,
        description: 'The person as the vendor knows them.',
        resolve: (bucket) => identityOf(bucket, bucket.row.user_identity_id),
      }),
      workspace: t.field({
        type: DimensionValueType,
        nullable: true,
        resolve: (bucket) => identityOf(bucket, bucket.row.workspace_identity_id),
      }),
      stream: t.string({ description: 'The report it came from.', resolve: ({ row }) => row.stream }),
      evidence: t.field({ type: EvidenceEnum, resolve: ({ row }) => row.evidence }),
      isResidual: t.boolean({
        description: 'What a coarser report has beyond the finer ones.',
        resolve: ({ row }) => row.is_residual,
      }),
      isEstimated: t.boolean({ resolve: ({ row }) => row.is_estimated }),
      billingKind: t.field({ type: BillingKindEnum, resolve: ({ row }) => row.billing_kind }),
      chargeClass: t.field({ type: ChargeClassEnum, resolve: ({ row }) => row.charge_class }),
      serviceTier: t.string({ resolve: ({ row }) => row.service_tier }),
      contextOver: t.int({
        description: 'Lower bound of the context-length tier, in input tokens.',
        resolve: ({ row }) => row.context_over,
      }),
      speed: t.string({ resolve: ({ row }) => row.speed }),
      inputTokens: tokens('input_tokens'),
      cacheReadTokens: tokens('cache_read_tokens'),
      cacheWrite5mTokens: t.field({ type: 'BigInt', resolve: ({ row }) => row.cache_write_5m_tokens }),
      cacheWrite1hTokens: t.field({ type: 'BigInt', resolve: ({ row }) => row.cache_write_1h_tokens }),
      outputTokens: tokens('output_tokens'),
      totalTokens: tokens('total_tokens'),
      reasoningTokens: quantity('reasoning_tokens'),
      requests: quantity('requests'),
      images: quantity('images'),
      seconds: quantity('seconds'),
      characters: quantity('characters'),
      webSearches: quantity('web_searches'),
      toolCalls: quantity('tool_calls'),
      sessions: quantity('sessions'),
      currency: t.string({
        description: 'Of cost, billedSpend and billedListValue.',
        resolve: ({ row }) => row.currency,
      }),
      cost: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'Own cost before settlement with coarser evidence; null: unpriced.',
        resolve: ({ row }) => nano(row.cost_nano),
      }),
      billedSpend: t.field({ type: 'Decimal', resolve: ({ row }) => fromNano(row.spend_nano) }),
      billedListValue: t.field({ type: 'Decimal', nullable: true, resolve: ({ row }) => nano(row.list_value_nano) }),
      spend: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'As the pivot counts it, in the reporting currency; null: no exchange rate is known.',
        resolve: ({ row }) => nano(row.reporting_spend_nano),
      }),
      listValue: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'In the reporting currency; null: unpriced.',
        resolve: ({ row }) => nano(row.reporting_list_value_nano),
      }),
      priceRevision: t.int({
        nullable: true,
        description: 'Number of the price-list revision it was priced with.',
        resolve: ({ row }) => row.price_revision_id,
      }),
    };
  },
});
