import type { UsageRecord } from '../connectors/usage-record.ts';
import { type Day, dayInZone, utcDay } from '../lib/calendar.ts';
import { QUANTITIES } from './evidence-row.ts';
import type { DiscountSpan } from './price-book.sql.ts';
import { priceRow } from './price-row.ts';
import type { PriceBook } from './price-usage.ts';
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

/** Token columns have no null: a vendor that reports none means none. */
function required(record: UsageRecord) {
  return {
    inputTokens: record.inputTokens ?? 0n,
    cacheReadTokens: record.cacheReadTokens ?? 0n,
    cacheWrite5mTokens: record.cacheWrite5mTokens ?? 0n,
    cacheWrite1hTokens: record.cacheWrite1hTokens ?? 0n,
    outputTokens: record.outputTokens ?? 0n,
  };
}

/** The vendor's stated tier; of a single request, its own input. Aggregates never reach a tier by their sum. */
function contextOf(record: UsageRecord): number {
  if (record.contextOver !== undefined) return record.contextOver;
  if (record.requests !== 1n) return 0;
  const { outputTokens: _, ...input } = required(record);
  return Math.max(0, Number(Object.values(input).reduce((sum, tokens) => sum + tokens, 0n)) - 1);
}

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
  const priced = priceRow(
    {
      ...record,
      ...required(record),
      chargeNano: record.chargeNano ?? null,
      statedListNano: record.statedListNano ?? null,
      model: record.model ?? '',
      day: dates.billingDay,
      contextOver: contextOf(record),
      serviceTier: record.serviceTier ?? '',
      speed: record.speed ?? '',
    },
    context.book,
    context.discounts,
    context.revisions.get(key.naturalKey) ?? null,
  );
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
    contextOver: contextOf(record),
    speed: record.speed ?? '',
    ...quantities,
    ...required(record),
    currency: record.currency,
    chargeNano: record.chargeNano ?? null,
    statedListNano: record.statedListNano ?? null,
    ...priced,
    isDetailOnly: record.isDetailOnly ?? false,
    isCounted,
    spendNano: isCounted ? (priced.costNano ?? 0n) : 0n,
    isEstimated: false,
    hasRequestId: false,
    tags: null,
  };
}
