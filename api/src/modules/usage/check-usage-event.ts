import { NANO_DIGITS, scaledInteger } from '../../lib/money.ts';
import { oneLine } from '../../lib/one-line.ts';
import {
  type CheckedEvent,
  EVENT_TEXTS,
  type EventQuantity,
  type EventText,
  type Refusal,
  type UsageEvent,
} from './usage-event.ts';

const MINUTE_MS = 60_000;
/** Clocks of machines differ a little; within a day ahead they are wrong, beyond it the date is. */
const SKEW = { takenAsIsMs: 5 * MINUTE_MS, takenAsNowMs: 24 * 60 * MINUTE_MS };
const OLDEST = new Date('2020-01-01T00:00:00Z');
const MOST = 10n ** 12n;
const MOST_CONTEXT = 2_000_000_000n;
const MOST_COST_DIGITS = 9;
const CODE = /^[a-z0-9][a-z0-9_.-]*$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const TEXTS = Object.keys(EVENT_TEXTS) as EventText[];
const REQUIRED: readonly EventText[] = ['idempotencyKey', 'vendor', 'model'];
const TAGS = { count: 20, key: 60, value: 200 };

class Refused extends Error {
  readonly field: string;
  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
  }
}

/** The event as it can be stored, or why it cannot: field, problem and remedy. */
export function checkUsageEvent(event: UsageEvent, index: number, now: Date): CheckedEvent | Refusal {
  try {
    return checked(event, index, now);
  } catch (error) {
    if (error instanceof Refused) return { field: error.field, message: error.message };
    throw error;
  }
}

function checked(event: UsageEvent, index: number, now: Date): CheckedEvent {
  const texts = textsOf(event);
  const { at, note } = timeOf(event.occurredAt, now);
  const told = (name: EventQuantity, otherwise = 0n) => quantity(name, event[name], otherwise);
  const quantities: Record<EventQuantity, bigint> = {
    inputTokens: told('inputTokens'),
    cacheReadTokens: told('cacheReadTokens'),
    cacheWrite5mTokens: told('cacheWrite5mTokens'),
    cacheWrite1hTokens: told('cacheWrite1hTokens'),
    outputTokens: told('outputTokens'),
    reasoningTokens: told('reasoningTokens'),
    requests: told('requests', 1n),
    images: told('images'),
    seconds: told('seconds'),
    characters: told('characters'),
    webSearches: told('webSearches'),
    toolCalls: told('toolCalls'),
  };
  if (quantities.reasoningTokens > quantities.outputTokens)
    throw new Refused('reasoningTokens', 'is more than outputTokens, of which it is a part. Send both of one request.');
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens } = quantities;
  const input = inputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens;
  return {
    ...quantities,
    index,
    at,
    note,
    texts,
    billingKind: event.billingKind ?? null,
    contextOver: contextOver(event, quantities.requests === 1n ? input : 0n),
    costNano: costOf(event.cost),
    isEstimated: event.isEstimated ?? false,
    tags: tagsOf(event.tags),
    size: input + outputTokens,
  };
}

function textsOf(event: UsageEvent): Record<EventText, string> {
  const texts = {} as Record<EventText, string>;
  for (const name of TEXTS) {
    const text = oneLine(event[name] ?? '').trim();
    if (text.length > EVENT_TEXTS[name])
      throw new Refused(name, `is longer than ${EVENT_TEXTS[name]} characters. Shorten it.`);
    texts[name] = text;
  }
  for (const name of REQUIRED) if (texts[name] === '') throw new Refused(name, 'is empty. Send it with every event.');
  texts.vendor = code('vendor', texts.vendor);
  if (texts.tool !== '') texts.tool = code('tool', texts.tool);
  texts.member = texts.member.toLowerCase();
  if (texts.member !== '' && !EMAIL.test(texts.member))
    throw new Refused('member', `${texts.member} is not an e-mail address. Write it like ada@example.com.`);
  if (texts.apiKeyHint !== '' && texts.apiKeyHint.length < 4)
    throw new Refused('apiKeyHint', 'is too short to tell keys apart. Send the last 4 characters or more.');
  texts.currency = texts.currency.toUpperCase();
  if (texts.currency !== '' && !CURRENCIES.has(texts.currency))
    throw new Refused('currency', `${texts.currency} is not a currency. Use an ISO 4217 code such as USD.`);
  return texts;
}

function code(name: EventText, text: string): string {
  const lower = text.toLowerCase();
  if (!CODE.test(lower)) throw new Refused(name, `${text} is not a code. Write it like claude_code.`);
  return lower;
}

function timeOf(occurredAt: Date, now: Date): { at: Date; note: string | undefined } {
  const ahead = occurredAt.getTime() - now.getTime();
  if (ahead > SKEW.takenAsNowMs)
    throw new Refused(
      'occurredAt',
      `${occurredAt.toISOString()} is more than a day ahead. Set the clock and send it again.`,
    );
  if (occurredAt < OLDEST)
    throw new Refused('occurredAt', `${occurredAt.toISOString()} is before 2020. Correct the date and send it again.`);
  if (ahead <= SKEW.takenAsIsMs) return { at: occurredAt, note: undefined };
  const note = `occurredAt: ${occurredAt.toISOString()} is ahead of the server and was taken as ${now.toISOString()}. Set the clock of the machine it comes from.`;
  return { at: now, note };
}

function quantity(name: string, value: bigint | null | undefined, otherwise: bigint): bigint {
  if (value === null || value === undefined) return otherwise;
  if (value < 0n) throw new Refused(name, `${value} is negative. Send 0 or more.`);
  if (value > MOST) throw new Refused(name, `${value} is more than one request can use. Send single requests.`);
  return value;
}

function contextOver({ contextTokens }: UsageEvent, input: bigint): number {
  const context = quantity('contextTokens', contextTokens, input);
  const bounded = context > MOST_CONTEXT ? MOST_CONTEXT : context;
  return bounded > 0n ? Number(bounded - 1n) : 0;
}

function costOf(cost: string | null | undefined): bigint | null {
  if (cost === null || cost === undefined) return null;
  if (cost.startsWith('-')) throw new Refused('cost', `${cost} is negative. Send what the request cost.`);
  if ((cost.split('.')[0] ?? '').replace(/^0+/, '').length > MOST_COST_DIGITS || cost.length > 40)
    throw new Refused('cost', `${cost} is more than one request can cost. Send the amount of a single request.`);
  return scaledInteger(cost, NANO_DIGITS);
}

function tagsOf(tags: UsageEvent['tags']): string | null {
  if (!tags || tags.length === 0) return null;
  if (tags.length > TAGS.count) throw new Refused('tags', `holds ${tags.length} tags. Send at most ${TAGS.count}.`);
  const wrong = tags.find(({ key, value }) => key === '' || key.length > TAGS.key || value.length > TAGS.value);
  if (wrong)
    throw new Refused(
      'tags',
      `"${wrong.key.slice(0, TAGS.key)}" is empty or too long. Keys have 1 to ${TAGS.key} characters, values at most ${TAGS.value}.`,
    );
  return JSON.stringify(Object.fromEntries(tags.map(({ key, value }) => [key, value])));
}
