import type { QuantityKind } from '@outlay/prisma';
import { type ConditionalPrice, findProvider, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';
import type { Day } from '../../lib/calendar.ts';
import { modelPatterns } from './model-patterns.ts';
import { type PriceRow, perUnit, priceScopeKey, times } from './price-row.ts';

export interface CatalogueVendor {
  code: string;
  name: string;
  prices: PriceRow[];
}

interface Catalogued {
  code: string;
  /** Of the catalogue: whose prices are the vendor's. What the first has no price for costs what the next one asks. */
  providers: readonly string[];
  name?: string;
}

/** Vendors whose usage Outlay can be told of. Those that serve others' models take their makers' list prices. */
const VENDORS: readonly Catalogued[] = [
  ...['anthropic', 'openai', 'google', 'cursor', 'mistral', 'groq', 'x-ai', 'deepseek'].map((code) => ({
    code,
    providers: [code],
  })),
  { code: 'bedrock', providers: ['aws', 'anthropic'], name: 'Amazon Bedrock' },
  { code: 'vertex_ai', providers: ['google', 'anthropic'], name: 'Vertex AI' },
  { code: 'azure', providers: ['azure', 'openai'] },
];

/** Vendors that state half the price for tokens of batches. */
const HALF_PRICE_BATCHES = new Set(['anthropic', 'openai']);

/** Anthropic's documented multiples for fast mode; the catalogue does not model it. */
const FAST_MODE: Record<string, number> = { 'claude-opus-4-6': 6, 'claude-opus-5': 2 };

/** Of several names for one quantity the later one counts. */
const QUANTITIES: readonly [priceKey: string, kind: QuantityKind, unitCount: number][] = [
  ['input_mtok', 'INPUT_TOKENS', 1_000_000],
  ['cache_read_mtok', 'CACHE_READ_TOKENS', 1_000_000],
  ['cache_write_mtok', 'CACHE_WRITE_5M_TOKENS', 1_000_000],
  ['cache_write_5m_mtok', 'CACHE_WRITE_5M_TOKENS', 1_000_000],
  ['cache_write_1h_mtok', 'CACHE_WRITE_1H_TOKENS', 1_000_000],
  ['output_mtok', 'OUTPUT_TOKENS', 1_000_000],
  ['web_searches_kcount', 'WEB_SEARCHES', 1_000],
  ['requests_kcount', 'REQUESTS', 1_000],
  ['input_mchars', 'CHARACTERS', 1_000_000],
  ['input_audio_hours', 'SECONDS', 3_600],
  ['audio_hours', 'SECONDS', 3_600],
];

/** The list prices that come with Outlay, from the data of @pydantic/genai-prices. */
export function priceCatalogue(): CatalogueVendor[] {
  return VENDORS.flatMap(({ code, providers, name }) => {
    const found = providers.flatMap((providerId) => findProvider({ providerId }) ?? []);
    const [first] = found;
    const models = found.flatMap((provider) => provider.models);
    return first ? [{ code, name: name ?? first.name, prices: vendorPrices(code, models) }] : [];
  });
}

/** Prices of a vendor's models; where two models claim one pattern, the first listed keeps it. */
export function vendorPrices(vendor: string, models: readonly ModelInfo[]): PriceRow[] {
  const taken = new Map<string, PriceRow>();
  for (const model of models) {
    for (const price of modelPrices(vendor, model)) {
      const key = `${priceScopeKey(price)} ${price.validFrom}`;
      if (!taken.has(key)) taken.set(key, price);
    }
  }
  return [...taken.values()];
}

function modelPrices(vendor: string, model: ModelInfo): PriceRow[] {
  const prices = datedPrices(model.prices).flatMap(({ prices: list, ...dates }) =>
    quantityPrices(list).map((price) => ({ ...price, ...dates })),
  );
  const variants = prices.flatMap((price) => [price, ...tierVariants(vendor, model.id, price)]);
  return modelPatterns(model.match).flatMap((modelPattern) => variants.map((price) => ({ ...price, modelPattern })));
}

/** Prices with their first day and the first day of their successor. Prices by time of day have no equal in our list. */
function datedPrices(
  prices: ConditionalPrice[] | ModelPrice,
): { prices: ModelPrice; validFrom: Day | null; validUntil: Day | null }[] {
  if (!Array.isArray(prices)) return [{ prices, validFrom: null, validUntil: null }];
  const dated = prices
    .filter(({ constraint }) => constraint?.type !== 'time_of_date')
    .map(({ constraint, prices: list }) => ({
      prices: list,
      validFrom: constraint?.type === 'start_date' ? constraint.start_date : null,
    }))
    .sort((a, b) => (a.validFrom ?? '').localeCompare(b.validFrom ?? ''));
  return dated.map((one, index) => ({ ...one, validUntil: dated[index + 1]?.validFrom ?? null }));
}

type QuantityPrice = Omit<PriceRow, 'modelPattern' | 'validFrom' | 'validUntil'>;

function quantityPrices(prices: ModelPrice): QuantityPrice[] {
  const byKind = new Map<QuantityKind, QuantityPrice[]>();
  for (const [priceKey, quantityKind, unitCount] of QUANTITIES) {
    const price = prices[priceKey];
    if (price === undefined) continue;
    const steps = typeof price === 'number' ? [{ start: 0, price }] : [{ start: 0, price: price.base }, ...price.tiers];
    byKind.set(
      quantityKind,
      // The shortest text of a double is the number that was written in the catalogue.
      steps.map((step) => ({
        quantityKind,
        contextOver: step.start,
        pricePerUnit: perUnit(String(step.price), unitCount),
        ...STANDARD,
      })),
    );
  }
  return [...byKind.values()].flat();
}

const STANDARD = { serviceTier: '', speed: '' };

function tierVariants<Price extends QuantityPrice>(vendor: string, modelId: string, price: Price): Price[] {
  if (!price.quantityKind.endsWith('_TOKENS')) return [];
  const batch = HALF_PRICE_BATCHES.has(vendor)
    ? [{ ...price, serviceTier: 'batch', pricePerUnit: perUnit(price.pricePerUnit, 2) }]
    : [];
  const multiple = vendor === 'anthropic' ? FAST_MODE[modelId] : undefined;
  const fast =
    multiple === undefined ? [] : [{ ...price, speed: 'fast', pricePerUnit: times(price.pricePerUnit, multiple) }];
  return [...batch, ...fast];
}
