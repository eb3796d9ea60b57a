import type { QuantityKind } from '@outlay/prisma';
import { parseExactJson } from '../../connectors/exact-json.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { type PriceRow, perUnit } from './price-row.ts';

export interface LitellmEntry {
  /** As in the file. */
  name: string;
  /** Code of the vendor the prices are for; undefined when the entry has none for us. */
  vendor?: string;
  prices: PriceRow[];
  /** Why an entry gives no price. */
  reason?: string;
  isFaulty?: boolean;
}

/** The file's providers by the code we know the vendor under; others keep their name. */
const VENDORS: Record<string, string> = { gemini: 'google', xai: 'x-ai', 'text-completion-openai': 'openai' };

/** USD per single unit; of two fields for one quantity the first counts. */
const FIELDS: Record<string, QuantityKind> = {
  input_cost_per_token: 'INPUT_TOKENS',
  cache_read_input_token_cost: 'CACHE_READ_TOKENS',
  cache_creation_input_token_cost: 'CACHE_WRITE_5M_TOKENS',
  cache_creation_input_token_cost_above_1hr: 'CACHE_WRITE_1H_TOKENS',
  output_cost_per_token: 'OUTPUT_TOKENS',
  output_cost_per_image: 'IMAGES',
  input_cost_per_second: 'SECONDS',
  output_cost_per_second: 'SECONDS',
  input_cost_per_character: 'CHARACTERS',
  input_cost_per_query: 'REQUESTS',
};
const FIELD = /^(.+?)(?:_above_(\d+)k_tokens)?(?:_(batches|flex|priority))?$/;
const AMOUNT = /^\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Reads a LiteLLM price file entry by entry. @throws InvalidInputError when it is no such file. */
export function litellmPrices(json: string): LitellmEntry[] {
  return Object.entries(parseFile(json))
    .filter(([name]) => name !== 'sample_spec')
    .map(([name, entry]) => readEntry(name, entry));
}

function parseFile(json: string): object {
  const remedy = 'Send the text of model_prices_and_context_window.json: one JSON object with an entry per model.';
  const file = parsed(json);
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw new InvalidInputError('json', json.slice(0, 100), 'is not a LiteLLM price file.', remedy);
  }
  return file;
}

function parsed(json: string): unknown {
  try {
    return parseExactJson(json);
  } catch {
    return undefined;
  }
}

function readEntry(name: string, entry: unknown): LitellmEntry {
  if (typeof entry !== 'object' || entry === null) return faulty(name, 'is not an object');
  const provider: unknown = Reflect.get(entry, 'litellm_provider');
  if (typeof provider !== 'string') return faulty(name, 'litellm_provider is missing');
  const model = name.startsWith(`${provider}/`) ? name.slice(provider.length + 1) : name;
  const [, speed = '', modelPattern = ''] = /^(?:(fast)\/)?(.*)$/.exec(model) ?? [];
  if (modelPattern.includes('*')) return { name, prices: [], reason: 'stands for other entries' };
  if (modelPattern.includes('/') && VENDORS[provider] === undefined && ['anthropic', 'openai'].includes(provider)) {
    return { name, prices: [], reason: 'is priced by region or size, which the price list does not tell apart' };
  }
  const prices: PriceRow[] = [];
  for (const [field, value] of [...Object.entries(entry), ...searchPrice(entry)]) {
    const price = readField(field, value);
    if (price === undefined) continue;
    if (price === 'faulty') return faulty(name, `${field} is not a price: ${JSON.stringify(value)}`);
    const row = { ...price, modelPattern, speed, validFrom: null, validUntil: null };
    if (!prices.some((other) => sameScope(other, row))) prices.push(row);
  }
  if (prices.length === 0) return { name, prices, reason: 'has no price that Outlay uses' };
  return { name, vendor: VENDORS[provider] ?? provider, prices };
}

type FieldPrice = Pick<PriceRow, 'quantityKind' | 'contextOver' | 'serviceTier' | 'pricePerUnit'>;

function readField(field: string, value: unknown): FieldPrice | 'faulty' | undefined {
  const [, base = '', thousands = '0', suffix = ''] = FIELD.exec(field) ?? [];
  const quantityKind = field === WEB_SEARCH ? 'WEB_SEARCHES' : FIELDS[base];
  if (quantityKind === undefined || value === null) return undefined;
  const amount = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (!AMOUNT.test(amount)) return 'faulty';
  return {
    quantityKind,
    contextOver: Number(thousands) * 1_000,
    serviceTier: suffix === 'batches' ? 'batch' : suffix,
    pricePerUnit: perUnit(amount, 1),
  };
}

const WEB_SEARCH = 'search_context_size_medium';

/** Searches are priced by the size of context; the medium one is every vendor's default. */
function searchPrice(entry: object): [string, unknown][] {
  const prices: unknown = Reflect.get(entry, 'search_context_cost_per_query');
  if (typeof prices !== 'object' || prices === null) return [];
  const medium: unknown = Reflect.get(prices, WEB_SEARCH);
  return medium === undefined ? [] : [[WEB_SEARCH, medium]];
}

const sameScope = (a: PriceRow, b: PriceRow) =>
  a.quantityKind === b.quantityKind && a.contextOver === b.contextOver && a.serviceTier === b.serviceTier;

const faulty = (name: string, reason: string): LitellmEntry => ({ name, prices: [], reason, isFaulty: true });
