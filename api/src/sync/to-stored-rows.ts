import type { UsageRecord } from '../connectors/usage-record.ts';
import { type Day, dayInZone, utcDay } from '../lib/calendar.ts';
import type { DiscountSpan } from './price-book.sql.ts';
import { type PriceBasis, priceRow, UNPRICED } from './price-row.ts';
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
  /** What rows already stored were priced with, by natural key. */
  priced: ReadonlyMap<string, PriceBasis>;
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
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = required(record);
  return Math.max(0, Number(inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens) - 1);
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
  const tokens = required(record);
  const contextOver = contextOf(record);
  const { evidence, billingKind, serviceTier = '', speed = '', chargeNano = null, statedListNano = null } = record;
  const priced = priceRow(
    {
      ...tokens,
      requests: record.requests,
      images: record.images,
      seconds: record.seconds,
      characters: record.characters,
      webSearches: record.webSearches,
      toolCalls: record.toolCalls,
      evidence,
      billingKind,
      chargeNano,
      statedListNano,
      model: record.model ?? '',
      day: dates.billingDay,
      contextOver,
      serviceTier,
      speed,
    },
    context.book,
    context.discounts,
    context.priced.get(key.naturalKey) ?? UNPRICED,
  );
  const isCounted = record.isDetailOnly !== true && evidence !== 'BILLED';
  return {
    ...key,
    connectionId: context.connectionId,
    stream: context.stream,
    evidence,
    billingKind,
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
    memberId: 0,
    agentId: 0,
    projectId: 0,
    sessionId: dimensions.session(record.session),
    purposeId: 0,
    customerId: 0,
    serviceTier,
    contextOver,
    speed,
    ...tokens,
    reasoningTokens: record.reasoningTokens ?? null,
    requests: record.requests ?? null,
    images: record.images ?? null,
    seconds: record.seconds ?? null,
    characters: record.characters ?? null,
    webSearches: record.webSearches ?? null,
    toolCalls: record.toolCalls ?? null,
    sessions: record.sessions ?? null,
    currency: record.currency,
    chargeNano,
    statedListNano,
    ...priced,
    isDetailOnly: record.isDetailOnly ?? false,
    isCounted,
    spendNano: isCounted ? (priced.costNano ?? 0n) : 0n,
    isEstimated: false,
    hasRequestId: false,
    isBillingTold: false,
    tags: null,
  };
}
