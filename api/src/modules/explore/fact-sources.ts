import type { Day } from '../../lib/calendar.ts';
import { type Dimension, dimensionDefinition, type StoredPeriod } from './dimensions.ts';
import type { Base, DistinctBase, SumBase } from './measures.ts';

/** REPORTING: days of the organization's zone. BILLING: UTC days. */
export type DayBasis = 'REPORTING' | 'BILLING';

/** How one table of facts answers: SQL by constant name only, so that no input ever becomes SQL. */
export interface FactSource {
  table: string;
  storesMonth: boolean;
  /** Ids as int, names as text. */
  dimensions: Partial<Record<Dimension, string>>;
  /** For conditions; only stored columns are grouped by (`storesMonth`). */
  stored: Record<DayBasis, Partial<Record<StoredPeriod, string>>>;
  sums: Partial<Record<SumBase, string>>;
  /** Conditions on the range beside that of the stored column: `[column, comparison, end of the range]`. */
  within?: readonly (readonly [column: string, comparison: '<' | '>', end: 'from' | 'until'])[];
  /** What is counted; a value of 0 is nobody and nothing. */
  distinct: Partial<Record<DistinctBase, string | { stored: StoredPeriod }>>;
}

const totalTokens = 'input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens';

const usageDimensions = {
  MEMBER: 'member_id',
  TEAM: 'team_id',
  AGENT: 'agent_id',
  PROJECT: 'project_id',
  CUSTOMER: 'customer_id',
  PURPOSE: 'purpose_id',
  VENDOR: 'vendor_id',
  TOOL: 'tool_id',
  MODEL: 'model_id',
  API_KEY: 'api_key_identity_id',
  CONNECTION: 'connection_id',
  COST_KIND: `'VARIABLE'::text`,
  BILLING_KIND: 'billing_kind::text',
  EVIDENCE: 'evidence::text',
} satisfies Partial<Record<Dimension, string>>;

const usageSums = {
  spend: 'reporting_spend_nano',
  unattributedSpend: 'CASE WHEN member_id = 0 THEN reporting_spend_nano END',
  amortizedSpend: 'reporting_spend_nano',
  listValue: 'reporting_list_value_nano',
  totalTokens,
  inputTokens: 'input_tokens',
  cacheReadTokens: 'cache_read_tokens',
  cacheWriteTokens: 'cache_write_5m_tokens + cache_write_1h_tokens',
  outputTokens: 'output_tokens',
  requests: 'requests',
} satisfies Partial<Record<SumBase, string>>;

const ifMetered = (sum: string) => `CASE WHEN billing_kind = 'METERED' THEN ${sum} END`;

const rollupSums = {
  ...usageSums,
  tokenSpend: 'token_spend_nano',
  meteredTokens: 'metered_tokens',
  requestSpend: 'request_spend_nano',
  meteredRequests: 'metered_requests',
  unpricedTokens: ifMetered(`${totalTokens} - metered_tokens`),
  unpricedRequests: ifMetered('requests - metered_requests'),
  unpricedQuantity: ifMetered(`${totalTokens} - metered_tokens + requests - metered_requests`),
} satisfies Partial<Record<SumBase, string>>;

/** What the ledger says of variable cost, as SQL over the columns of a usage table. */
export interface LedgerTerms {
  /** Id of the GL account; 0: none. */
  glAccount: string;
  /** Empty text: none. */
  category: string;
  /** Months whose booked cost is kept apart. */
  closedMonths: readonly Day[];
}

/** Whether the books of a month are open. */
export function isOpen(month: string, closedMonths: readonly Day[]): string {
  return closedMonths.length === 0
    ? 'true'
    : `${month} NOT IN (${closedMonths.map((closed) => `'${closed}'::date`).join(', ')})`;
}

interface UsageTable extends Pick<FactSource, 'table' | 'storesMonth' | 'stored' | 'distinct'> {
  billingMonth: string;
  dimensions?: FactSource['dimensions'];
  sums: FactSource['sums'];
}

const usageMonth: UsageTable = {
  table: 'usage_month',
  storesMonth: true,
  billingMonth: 'billing_month',
  stored: { REPORTING: { month: 'month' }, BILLING: { month: 'billing_month' } },
  sums: rollupSums,
  distinct: { activeMembers: 'member_id' },
};

const usageDay: UsageTable = {
  table: 'usage_day',
  storesMonth: true,
  billingMonth: 'billing_month',
  stored: { REPORTING: { day: 'day', month: 'month' }, BILLING: { day: 'billing_day', month: 'billing_month' } },
  sums: rollupSums,
  distinct: { activeMembers: 'member_id', activeDays: { stored: 'day' } },
};

/** As the rollups define it. */
const isCosted = `billing_kind = 'METERED' AND cost_nano IS NOT NULL`;
const rawBillingMonth = `date_trunc('month', billing_day)::date`;
const ifUnpriced = (sum: string) => `CASE WHEN billing_kind = 'METERED' AND cost_nano IS NULL THEN ${sum} END`;

const usageRaw: UsageTable = {
  table: '(SELECT * FROM usage_resolved WHERE is_counted) AS usage_counted',
  storesMonth: false,
  billingMonth: rawBillingMonth,
  dimensions: { SESSION: 'session_id' },
  stored: {
    REPORTING: { hour: 'hour', day: 'day', month: `date_trunc('month', day)::date` },
    BILLING: { hour: 'hour', day: 'billing_day', month: rawBillingMonth },
  },
  sums: {
    ...usageSums,
    totalTokens: 'total_tokens',
    countedSessions: 'CASE WHEN session_id = 0 THEN sessions END',
    tokenSpend: `CASE WHEN ${isCosted} AND total_tokens > 0 THEN reporting_spend_nano END`,
    meteredTokens: `CASE WHEN ${isCosted} THEN total_tokens END`,
    requestSpend: `CASE WHEN ${isCosted} AND requests IS NOT NULL THEN reporting_spend_nano END`,
    meteredRequests: `CASE WHEN ${isCosted} THEN requests END`,
    unpricedTokens: ifUnpriced('total_tokens'),
    unpricedRequests: ifUnpriced('requests'),
    unpricedQuantity: ifUnpriced('total_tokens + coalesce(requests, 0)'),
  },
  distinct: { activeMembers: 'member_id', activeDays: { stored: 'day' }, namedSessions: 'session_id' },
};

/** Tables of usage, the coarsest first. */
export interface UsageSources {
  month: FactSource;
  day: FactSource;
  raw: FactSource;
}

export function usageSources({ glAccount, category, closedMonths }: LedgerTerms): UsageSources {
  const source = ({ billingMonth, dimensions, sums, ...table }: UsageTable): FactSource => ({
    ...table,
    dimensions: { ...usageDimensions, GL_ACCOUNT: glAccount, CATEGORY: category, ...dimensions },
    sums: { ...sums, bookedSpend: `CASE WHEN ${isOpen(billingMonth, closedMonths)} THEN reporting_spend_nano END` },
  });
  return { month: source(usageMonth), day: source(usageDay), raw: source(usageRaw) };
}

/** The coarsest table that knows all of it. */
export function coarsestSource(
  { month, day, raw }: UsageSources,
  needs: { dimensions: readonly Dimension[]; bases: readonly Base[] },
): FactSource {
  const source = [month, day, raw].find(
    (candidate) =>
      needs.dimensions.every((dimension) => knowsDimension(candidate, dimension)) &&
      needs.bases.every((base) => base in candidate.sums || base in candidate.distinct),
  );
  if (!source) throw new Error(`no table of facts knows ${[...needs.dimensions, ...needs.bases].join(', ')}`);
  return source;
}

function knowsDimension(source: FactSource, dimension: Dimension): boolean {
  const definition = dimensionDefinition(dimension);
  return definition.kind === 'PERIOD' ? definition.stored in source.stored.REPORTING : dimension in source.dimensions;
}
