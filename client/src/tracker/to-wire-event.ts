import { InvalidEvent } from './invalid-event.ts';
import type { UsageEvent } from './usage-event.ts';

const TEXTS = [
  ...['vendor', 'model', 'tool', 'requestId', 'sessionId', 'parentSessionId', 'agent', 'project', 'customer'],
  ...['purpose', 'branch', 'member', 'apiKeyHint', 'serviceTier', 'speed', 'currency'],
] as const satisfies readonly (keyof UsageEvent)[];

const COUNTS = [
  ...['contextTokens', 'inputTokens', 'cacheReadTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens', 'outputTokens'],
  ...['reasoningTokens', 'requests', 'images', 'seconds', 'characters', 'webSearches', 'toolCalls'],
] as const satisfies readonly (keyof UsageEvent)[];

const LONGEST_TEXT = 500;
const LONGEST_KEY = 200;
const MOST_TAGS = 20;
const DECIMAL = /^-?\d{1,18}(\.\d{1,18})?$/;

/** Fields of `UsageEventInput`, and nothing else: what is not listed here never leaves the process. */
export type WireEvent = Record<string, string | boolean | { key: string; value: string }[]>;

/** @throws InvalidEvent naming field, value and remedy */
export function toWireEvent(event: UsageEvent, filled: { idempotencyKey: string; now: number }): WireEvent {
  const wire: WireEvent = {
    idempotencyKey: text('idempotencyKey', event.idempotencyKey ?? filled.idempotencyKey, LONGEST_KEY),
    occurredAt: instant(event.occurredAt ?? new Date(filled.now)),
  };
  for (const field of TEXTS) {
    const value: unknown = event[field];
    if (value !== undefined && value !== null && value !== '') wire[field] = text(field, value, LONGEST_TEXT);
  }
  for (const field of COUNTS) {
    const value: unknown = event[field];
    if (value !== undefined && value !== null) wire[field] = count(field, value);
  }
  for (const field of ['vendor', 'model'] as const) {
    if (wire[field] === undefined) throw new InvalidEvent(field, event[field], 'Name it.');
  }
  if (event.billingKind !== undefined) wire.billingKind = billingKind(event.billingKind);
  if (event.cost !== undefined) wire.cost = cost(event.cost, event.currency);
  if (event.isEstimated === true) wire.isEstimated = true;
  if (event.tags !== undefined && event.tags !== null) wire.tags = tags(event.tags);
  return wire;
}

function text(field: string, value: unknown, longest: number): string {
  if (typeof value !== 'string' || value === '') throw new InvalidEvent(field, value, 'Give a string.');
  if (value.length > longest) throw new InvalidEvent(field, value, `Give at most ${longest} characters.`);
  return storable(value);
}

/** The server stores neither NUL nor half a surrogate pair; a text that was cut in a pair must not cost the event. */
const storable = (value: string) =>
  value.includes('\0') || !value.isWellFormed() ? value.replaceAll('\0', '').toWellFormed() : value;

function count(field: string, value: unknown): string {
  const isCount = typeof value === 'bigint' ? value >= 0n : Number.isSafeInteger(value) && Number(value) >= 0;
  if (!isCount) throw new InvalidEvent(field, value, 'Give a whole number from 0.');
  return String(value);
}

function instant(value: unknown): string {
  const date = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new InvalidEvent('occurredAt', value, 'Give a Date or an ISO 8601 string.');
  return date.toISOString();
}

function billingKind(value: unknown): string {
  if (value === 'METERED' || value === 'INCLUDED') return value;
  throw new InvalidEvent('billingKind', value, 'Give METERED or INCLUDED.');
}

function cost(value: unknown, currency: unknown): string {
  if (typeof value !== 'string' || !DECIMAL.test(value)) {
    throw new InvalidEvent('cost', value, "Give a decimal string such as '0.0125'.");
  }
  if (typeof currency !== 'string') throw new InvalidEvent('currency', currency, 'Name the currency of the cost.');
  return value;
}

function tags(value: unknown): { key: string; value: string }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidEvent('tags', value, 'Give an object of strings.');
  }
  const entries = Object.entries(value);
  if (entries.length > MOST_TAGS) throw new InvalidEvent('tags', entries.length, `Give at most ${MOST_TAGS}.`);
  return entries.map(([key, content]) => ({
    key: text('tags', key, LONGEST_TEXT),
    value: content === '' ? '' : text(`tags.${key}`, content, LONGEST_TEXT),
  }));
}
