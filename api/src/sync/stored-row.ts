import type { BillingKind, ChargeClass, Evidence } from '@outlay/prisma';
import type { Day } from '../lib/calendar.ts';
import type { Quantity } from './evidence-row.ts';

/** A row of usage_bucket as it is written; identity columns are 0 where there is none. */
export interface StoredRow extends Record<Quantity, bigint | null> {
  shard: number;
  naturalKey: string;
  connectionId: number;
  stream: string;
  evidence: Evidence;
  billingKind: BillingKind;
  chargeClass: ChargeClass;
  hour: string;
  isDayGrain: boolean;
  billingDay: Day;
  day: Day;
  periodUntil: Day | null;
  vendorId: number;
  toolId: number;
  modelId: number;
  userIdentityId: number;
  apiKeyIdentityId: number;
  workspaceIdentityId: number;
  /** Told by the tracker; 0: whoever the identities are mapped to. */
  memberId: number;
  agentId: number;
  projectId: number;
  sessionId: number;
  purposeId: number;
  customerId: number;
  serviceTier: string;
  contextOver: number;
  speed: string;
  currency: string;
  chargeNano: bigint | null;
  statedListNano: bigint | null;
  priceRevisionId: number | null;
  discountMillionths: number | null;
  listValueNano: bigint | null;
  costNano: bigint | null;
  isDetailOnly: boolean;
  isCounted: boolean;
  spendNano: bigint;
  isEstimated: boolean;
  hasRequestId: boolean;
  /** The caller said how it is paid; else the member's plan decides. */
  isBillingTold: boolean;
  tags: string | null;
}

/** Column and PostgreSQL type of each field. */
export const STORED_COLUMNS = {
  shard: ['shard', 'int4'],
  naturalKey: ['natural_key', 'uuid'],
  connectionId: ['connection_id', 'int4'],
  stream: ['stream', 'text'],
  evidence: ['evidence', 'evidence'],
  billingKind: ['billing_kind', 'billing_kind'],
  chargeClass: ['charge_class', 'charge_class'],
  hour: ['hour', 'timestamptz'],
  isDayGrain: ['is_day_grain', 'bool'],
  billingDay: ['billing_day', 'date'],
  day: ['day', 'date'],
  periodUntil: ['period_until', 'date'],
  vendorId: ['vendor_id', 'int4'],
  toolId: ['tool_id', 'int4'],
  modelId: ['model_id', 'int4'],
  userIdentityId: ['user_identity_id', 'int4'],
  apiKeyIdentityId: ['api_key_identity_id', 'int4'],
  workspaceIdentityId: ['workspace_identity_id', 'int4'],
  memberId: ['member_id', 'int4'],
  agentId: ['agent_id', 'int4'],
  projectId: ['project_id', 'int4'],
  sessionId: ['session_id', 'int4'],
  purposeId: ['purpose_id', 'int4'],
  customerId: ['customer_id', 'int4'],
  serviceTier: ['service_tier', 'text'],
  contextOver: ['context_over', 'int4'],
  speed: ['speed', 'text'],
  inputTokens: ['input_tokens', 'int8'],
  cacheReadTokens: ['cache_read_tokens', 'int8'],
  cacheWrite5mTokens: ['cache_write_5m_tokens', 'int8'],
  cacheWrite1hTokens: ['cache_write_1h_tokens', 'int8'],
  outputTokens: ['output_tokens', 'int8'],
  reasoningTokens: ['reasoning_tokens', 'int8'],
  requests: ['requests', 'int8'],
  images: ['images', 'int8'],
  seconds: ['seconds', 'int8'],
  characters: ['characters', 'int8'],
  webSearches: ['web_searches', 'int8'],
  toolCalls: ['tool_calls', 'int8'],
  sessions: ['sessions', 'int8'],
  currency: ['currency', 'text'],
  chargeNano: ['charge_nano', 'int8'],
  statedListNano: ['stated_list_nano', 'int8'],
  priceRevisionId: ['price_revision_id', 'int4'],
  discountMillionths: ['discount_millionths', 'int4'],
  listValueNano: ['list_value_nano', 'int8'],
  costNano: ['cost_nano', 'int8'],
  isDetailOnly: ['is_detail_only', 'bool'],
  isCounted: ['is_counted', 'bool'],
  spendNano: ['spend_nano', 'int8'],
  isEstimated: ['is_estimated', 'bool'],
  hasRequestId: ['has_request_id', 'bool'],
  isBillingTold: ['is_billing_told', 'bool'],
  tags: ['tags', 'jsonb'],
} as const satisfies Record<keyof StoredRow, readonly [column: string, type: string]>;
