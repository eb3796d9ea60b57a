import type { UsageRecord } from '../connectors/usage-record.ts';
import { type Day, dayInZone, utcDay } from '../lib/calendar.ts';
import { QUANTITIES } from './evidence-row.ts';
import type { DiscountSpan } from './price-book.sql.ts';
import { discounted, type PriceBook } from './price-usage.ts';
import type { DimensionIds } from './store-dimensions.sql.ts';
import type { NaturalKey } from './store-natural-key.ts';
import type { StoredRow } from './stored-row.ts';

/** Everything a record needs to become a row, read once per window. */
export interface RowContext {
  connectionId: number;
  vendorId: number;
  stream: string;
  zone: string;
  book: PriceBook;
  discounts: readonly DiscountSpan[];
  dimensions: DimensionIds;
  /** Price revisions of rows already stored, by natural key. */
  revisions: ReadonlyMap<string, number | null>;
}

const TOKEN_KINDS = ['inputTokens', 'cacheReadTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens'] as const;

/** Records with their keys, as rows of usage_bucket: dated, resolved to ids and priced. */
export function toStoredRows(
  records: readonly UsageRecord[],
  keys: readonly NaturalKey[],
  context: RowContext,
): StoredRow[] {
  const days = new Map<number, { hour: string; billingDay: Day; day: Day }>();
  const dateOf = (record: UsageRecord) => {
    const time = record.hour.getTime();
    let dates = days.get(time);
    if (!dates) {
      dates = {
        hour: record.hour.toISOString(),
        billingDay: utcDay(record.hour),
        day: dayInZone(record.hour, context.zone),
      };
      days.set(time, dates);
    }
    return record.isDayGrain ? { ...dates, day: dates.billingDay } : dates;
  };
  return records.flatMap((record, index) => {
    const key = keys[index];
    return key ? [toStoredRow(record, key, dateOf(record), context)] : [];
  });
}

function toStoredRow(
  record: UsageRecord,
  key: NaturalKey,
  dates: { hour: string; billingDay: Day; day: Day },
  context: RowContext,
): StoredRow {
  const { dimensions } = context;
  const price = priced(record, dates.billingDay, context, context.revisions.get(key.naturalKey) ?? null);
  const isCounted = record.isDetailOnly !== true && record.evidence !== 'BILLED';
  const quantities = Object.fromEntries(QUANTITIES.map((name) => [name, record[name] ?? null])) as Pick<
    StoredRow,
    (typeof QUANTITIES)[number]
  >;
  return {
    ...key,
    connectionId: context.connectionId,
    stream: context.stream,
    evidence: record.evidence,
    billingKind: record.billingKind,
    chargeClass: record.chargeClass,
    ...dates,
    isDayGrain: record.isDayGrain,
    periodUntil: null,
    vendorId: context.vendorId,
    toolId: dimensions.tool(record.tool),
    modelId: dimensions.model(record.model),
    userIdentityId: dimensions.identity(record.user),
    apiKeyIdentityId: dimensions.identity(record.apiKey),
    workspaceIdentityId: dimensions.identity(record.workspace),
    sessionId: dimensions.session(record.session),
    purposeId: 0,
    customerId: 0,
    serviceTier: record.serviceTier ?? '',
    contextOver: record.contextOver ?? 0,
    speed: record.speed ?? '',
    ...quantities,
    inputTokens: record.inputTokens ?? 0n,
    cacheReadTokens: record.cacheReadTokens ?? 0n,
    cacheWrite5mTokens: record.cacheWrite5mTokens ?? 0n,
    cacheWrite1hTokens: record.cacheWrite1hTokens ?? 0n,
    outputTokens: record.outputTokens ?? 0n,
    currency: record.currency,
    chargeNano: record.chargeNano ?? null,
    statedListNano: record.statedListNano ?? null,
    ...price,
    isDetailOnly: record.isDetailOnly ?? false,
    isCounted,
    spendNano: isCounted ? (price.costNano ?? 0n) : 0n,
    isEstimated: false,
    hasRequestId: false,
    tags: null,
  };
}

/** List value and own cost; a row keeps the revision it was priced with as long as that prices it. */
function priced(
  record: UsageRecord,
  day: Day,
  { book, discounts }: RowContext,
  storedRevisionId: number | null,
): Pick<StoredRow, 'priceRevisionId' | 'listValueNano' | 'costNano'> {
  if (record.evidence === 'BILLED') {
    return { priceRevisionId: null, listValueNano: record.statedListNano ?? null, costNano: record.chargeNano ?? 0n };
  }
  const computed = pricedAt(record, day, book, storedRevisionId);
  const listValueNano = record.statedListNano ?? computed.listValueNano ?? record.chargeNano ?? null;
  const discount =
    discounts.find(({ from, until }) => from <= day && (until === null || day < until))?.millionths ?? 0n;
  const computedCost = listValueNano === null ? null : discounted(listValueNano, discount);
  const costNano = record.billingKind === 'INCLUDED' ? 0n : (record.chargeNano ?? computedCost);
  return { priceRevisionId: computed.revisionId, listValueNano, costNano };
}

function pricedAt(
  record: UsageRecord,
  day: Day,
  book: PriceBook,
  storedRevisionId: number | null,
): { listValueNano: bigint | null; revisionId: number | null } {
  const usage = {
    model: record.model ?? '',
    day,
    contextOver: contextOf(record),
    serviceTier: record.serviceTier ?? '',
    speed: record.speed ?? '',
    quantities: {
      INPUT_TOKENS: record.inputTokens ?? 0n,
      CACHE_READ_TOKENS: record.cacheReadTokens ?? 0n,
      CACHE_WRITE_5M_TOKENS: record.cacheWrite5mTokens ?? 0n,
      CACHE_WRITE_1H_TOKENS: record.cacheWrite1hTokens ?? 0n,
      OUTPUT_TOKENS: record.outputTokens ?? 0n,
      REQUESTS: record.requests ?? 0n,
      IMAGES: record.images ?? 0n,
      SECONDS: record.seconds ?? 0n,
      CHARACTERS: record.characters ?? 0n,
      WEB_SEARCHES: record.webSearches ?? 0n,
      TOOL_CALLS: record.toolCalls ?? 0n,
    },
  };
  for (const revisionId of new Set([storedRevisionId ?? book.latestRevisionId, book.latestRevisionId])) {
    const listValueNano = book.listValue(usage, revisionId);
    if (listValueNano !== null) return { listValueNano, revisionId };
  }
  return { listValueNano: null, revisionId: null };
}

/** The vendor's stated tier; of a single request, its own input. Aggregates never reach a tier by their sum. */
function contextOf(record: UsageRecord): number {
  if (record.contextOver !== undefined) return record.contextOver;
  if (record.requests !== 1n) return 0;
  const input = TOKEN_KINDS.reduce((sum, kind) => sum + (record[kind] ?? 0n), 0n);
  return Math.max(0, Number(input) - 1);
}
