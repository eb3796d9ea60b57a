import { type DayNumber, dayNumber } from '../calendar.ts';

export const TOKEN_TYPES = [
  'uncached_input_tokens',
  'cache_read_input_tokens',
  'cache_creation.ephemeral_5m_input_tokens',
  'cache_creation.ephemeral_1h_input_tokens',
  'output_tokens',
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];
export type ContextWindow = '0-200k' | '200k-1M';

/** List prices in nano-USD per token (1000 = $1 per million tokens). */
export type Rates = Record<TokenType, bigint>;

export interface Model {
  id: string;
  displayName: string;
  rates: Rates;
  /** Rates of requests above 200k tokens, where they differ. */
  longContextRates?: Rates;
  /** Models before 2026 do not state where inference ran. */
  knowsGeo: boolean;
}

const rates = (input: bigint, cacheRead: bigint, output: bigint): Rates => ({
  uncached_input_tokens: input,
  cache_read_input_tokens: cacheRead,
  'cache_creation.ephemeral_5m_input_tokens': (input * 5n) / 4n,
  'cache_creation.ephemeral_1h_input_tokens': input * 2n,
  output_tokens: output,
});

const MODELS = {
  opus48: {
    id: 'claude-opus-4-8',
    displayName: 'Claude Opus 4.8',
    rates: rates(5000n, 500n, 25_000n),
    knowsGeo: false,
  },
  opus5: { id: 'claude-opus-5', displayName: 'Claude Opus 5', rates: rates(5000n, 500n, 25_000n), knowsGeo: true },
  opus55: { id: 'claude-opus-5-5', displayName: 'Claude Opus 5.5', rates: rates(4000n, 200n, 20_000n), knowsGeo: true },
  sonnet46: {
    id: 'claude-sonnet-4-6',
    displayName: 'Claude Sonnet 4.6',
    rates: rates(3000n, 300n, 15_000n),
    knowsGeo: false,
  },
  sonnet5: {
    id: 'claude-sonnet-5',
    displayName: 'Claude Sonnet 5',
    rates: rates(2000n, 200n, 10_000n),
    knowsGeo: true,
  },
  sonnet45: {
    id: 'claude-sonnet-4-5-20250929',
    displayName: 'Claude Sonnet 4.5',
    rates: rates(3000n, 300n, 15_000n),
    longContextRates: rates(6000n, 600n, 22_500n),
    knowsGeo: false,
  },
  haiku: {
    id: 'claude-haiku-4-5-20251001',
    displayName: 'Claude Haiku 4.5',
    rates: rates(1000n, 100n, 5000n),
    knowsGeo: false,
  },
  fable: {
    id: 'claude-fable-5-1',
    displayName: 'Claude Fable 5.1',
    rates: rates(10_000n, 250n, 50_000n),
    knowsGeo: true,
  },
  // In no public price list: what an early-access model looks like from outside.
  preview: {
    id: 'claude-research-preview-1',
    displayName: 'Claude Research Preview 1',
    rates: rates(6000n, 600n, 30_000n),
    knowsGeo: true,
  },
} satisfies Record<string, Model>;

export const ALL_MODELS: readonly Model[] = Object.values(MODELS);

/** A family of models whose current member changes over time. */
export type ModelLine = 'opus' | 'sonnet' | 'haiku' | 'fable' | 'long context' | 'preview';

const OPUS_5_FROM = dayNumber('2026-02-10');
const OPUS_55_FROM = dayNumber('2026-09-08');
const SONNET_5_FROM = dayNumber('2026-06-30');
const PREVIEW_FROM = dayNumber('2026-08-03');

/** The model a caller uses on a day; `lagDays` is how late the caller moves to a new one. */
export function modelOn(line: ModelLine, day: DayNumber, lagDays: number): Model {
  const seen = day - lagDays;
  if (line === 'opus') return seen >= OPUS_55_FROM ? MODELS.opus55 : seen >= OPUS_5_FROM ? MODELS.opus5 : MODELS.opus48;
  if (line === 'sonnet') return seen >= SONNET_5_FROM ? MODELS.sonnet5 : MODELS.sonnet46;
  if (line === 'preview') return seen >= PREVIEW_FROM ? MODELS.preview : MODELS.sonnet45;
  if (line === 'long context') return MODELS.sonnet45;
  return line === 'fable' ? MODELS.fable : MODELS.haiku;
}
