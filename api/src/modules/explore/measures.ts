import { decimalString, divideHalfEven, NANO_DIGITS } from '../../lib/money.ts';

export const measureNames = [
  'SPEND',
  'AMORTIZED_SPEND',
  'BOOKED_SPEND',
  'LIST_VALUE',
  'TOTAL_TOKENS',
  'INPUT_TOKENS',
  'CACHE_READ_TOKENS',
  'CACHE_WRITE_TOKENS',
  'OUTPUT_TOKENS',
  'REQUESTS',
  'SESSIONS',
  'ACTIVE_MEMBERS',
  'ACTIVE_DAYS',
  'CACHE_HIT_RATE',
  'COST_PER_MTOK',
  'COST_PER_REQUEST',
] as const;
export type Measure = (typeof measureNames)[number];

/** Sums over facts, integers; money in nano-units of the reporting currency. */
export type SumBase =
  | 'spend'
  /** Of unknown members. */
  | 'unattributedSpend'
  | 'amortizedSpend'
  | 'bookedSpend'
  | 'listValue'
  | 'totalTokens'
  | 'inputTokens'
  | 'cacheReadTokens'
  | 'cacheWriteTokens'
  | 'outputTokens'
  | 'requests'
  | 'countedSessions'
  | 'tokenSpend'
  | 'meteredTokens'
  | 'requestSpend'
  | 'meteredRequests'
  /** Of metered usage whose cost is unknown. */
  | 'unpricedTokens'
  | 'unpricedRequests'
  /** Not zero where any of it is unknown. */
  | 'unpricedQuantity';
/** Counts of different values, which never add up: every total counts the rows underneath. */
export type DistinctBase = 'activeMembers' | 'activeDays' | 'namedSessions';
export type Base = SumBase | DistinctBase;

type Definition =
  | { kind: 'SUM'; of: readonly Base[]; digits: number }
  /** numerator × 10^shift ÷ denominator, rounded half-even to `digits`; shift includes the digits. */
  | { kind: 'RATIO'; numerator: Base; denominator: readonly Base[]; shift: number; digits: number };

const money = (base: Base): Definition => ({ kind: 'SUM', of: [base], digits: NANO_DIGITS });
const count = (...of: Base[]): Definition => ({ kind: 'SUM', of, digits: 0 });

const definitions: Record<Measure, Definition> = {
  SPEND: money('spend'),
  AMORTIZED_SPEND: money('amortizedSpend'),
  BOOKED_SPEND: money('bookedSpend'),
  LIST_VALUE: money('listValue'),
  TOTAL_TOKENS: count('totalTokens'),
  INPUT_TOKENS: count('inputTokens'),
  CACHE_READ_TOKENS: count('cacheReadTokens'),
  CACHE_WRITE_TOKENS: count('cacheWriteTokens'),
  OUTPUT_TOKENS: count('outputTokens'),
  REQUESTS: count('requests'),
  SESSIONS: count('namedSessions', 'countedSessions'),
  ACTIVE_MEMBERS: count('activeMembers'),
  ACTIVE_DAYS: count('activeDays'),
  CACHE_HIT_RATE: {
    kind: 'RATIO',
    numerator: 'cacheReadTokens',
    denominator: ['inputTokens', 'cacheReadTokens', 'cacheWriteTokens'],
    shift: 6,
    digits: 6,
  },
  COST_PER_MTOK: { kind: 'RATIO', numerator: 'tokenSpend', denominator: ['meteredTokens'], shift: 6, digits: 9 },
  COST_PER_REQUEST: {
    kind: 'RATIO',
    numerator: 'requestSpend',
    denominator: ['meteredRequests'],
    shift: 0,
    digits: 9,
  },
};

/** Base values of one cell, aligned with the bases of the plan. */
export type BaseValues = readonly bigint[];

export function basesOf(measures: readonly Measure[]): Base[] {
  const used = measures.flatMap((measure) => {
    const definition = definitions[measure];
    return definition.kind === 'SUM' ? definition.of : [definition.numerator, ...definition.denominator];
  });
  return [...new Set(used)];
}

export function isDistinct(base: Base): base is DistinctBase {
  return base === 'activeMembers' || base === 'activeDays' || base === 'namedSessions';
}

/** The measure as an integer scaled by 10^digits; null: a ratio over nothing. */
export function measureValue(measure: Measure, bases: readonly Base[], values: BaseValues | undefined): bigint | null {
  const definition = definitions[measure];
  const sum = (of: readonly Base[]) => of.reduce((total, base) => total + (values?.[bases.indexOf(base)] ?? 0n), 0n);
  if (definition.kind === 'SUM') return sum(definition.of);
  const denominator = sum(definition.denominator);
  if (denominator === 0n) return null;
  const numerator = sum([definition.numerator]) * 10n ** BigInt(definition.shift);
  return denominator < 0n ? divideHalfEven(-numerator, -denominator) : divideHalfEven(numerator, denominator);
}

export function measureText(measure: Measure, value: bigint | null): string | null {
  return value === null ? null : decimalString(value, definitions[measure].digits);
}
