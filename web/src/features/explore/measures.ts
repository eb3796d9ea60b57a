import type { Measure } from '../../gql/graphql.ts';

export interface MeasureDefinition {
  label: string;
  /** What people are told beside the name. */
  explanation: string;
  kind: 'MONEY' | 'COUNT' | 'SHARE';
  /** Of a count, as in "12 requests". */
  unit: string;
  /** Its totals are the sum of its parts; distinct counts and ratios are not. */
  isAdditive: boolean;
}

const money = (label: string, explanation: string): MeasureDefinition => ({
  label,
  explanation,
  kind: 'MONEY',
  unit: '',
  isAdditive: true,
});
const count = (label: string, unit: string, explanation = ''): MeasureDefinition => ({
  label,
  explanation,
  kind: 'COUNT',
  unit,
  isAdditive: true,
});
const distinct = (label: string, unit: string, explanation: string): MeasureDefinition => ({
  ...count(label, unit, explanation),
  isAdditive: false,
});

export const measures: Record<Measure, MeasureDefinition> = {
  SPEND: money('Spend', 'What is paid, on the day it is used or booked'),
  AMORTIZED_SPEND: money('Amortized spend', 'Fixed cost spread over the days it is for'),
  BOOKED_SPEND: money('Booked spend', 'As the closed periods hold it'),
  LIST_VALUE: money('List value', 'What the usage would cost at list prices, seats included'),
  TOTAL_TOKENS: count('Tokens', 'tokens', 'Input, cache and output together'),
  INPUT_TOKENS: count('Input tokens', 'tokens', 'Without cached ones'),
  CACHE_READ_TOKENS: count('Cache reads', 'tokens', 'Input tokens read from the cache'),
  CACHE_WRITE_TOKENS: count('Cache writes', 'tokens', 'Input tokens written to the cache'),
  OUTPUT_TOKENS: count('Output tokens', 'tokens', 'Reasoning included'),
  REQUESTS: count('Requests', 'requests'),
  SESSIONS: distinct('Sessions', 'sessions', 'Different sessions; one may stand in several rows'),
  ACTIVE_MEMBERS: distinct('Active members', 'members', 'Different members; one may stand in several rows'),
  ACTIVE_DAYS: distinct('Active days', 'days', 'Different days; one may stand in several rows'),
  CACHE_HIT_RATE: {
    label: 'Cache hit rate',
    explanation: 'Cache reads ÷ all input tokens',
    kind: 'SHARE',
    unit: '',
    isAdditive: false,
  },
  COST_PER_MTOK: {
    ...money('Cost per M tokens', 'Spend ÷ million tokens, of metered usage whose tokens are known'),
    isAdditive: false,
  },
  COST_PER_REQUEST: {
    ...money('Cost per request', 'Spend ÷ requests, of metered usage whose requests are known'),
    isAdditive: false,
  },
};

export const measureNames = Object.keys(measures).filter(isMeasure);

export function isMeasure(text: unknown): text is Measure {
  return typeof text === 'string' && Object.hasOwn(measures, text);
}
