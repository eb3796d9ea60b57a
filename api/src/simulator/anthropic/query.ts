import { dayNumber } from '../calendar.ts';
import { invalid } from './anthropic-error.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Refuses parameters the endpoint does not know, such as `group_by` without its brackets. */
export function requireKnown(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    if (!known.includes(name)) throw invalid(`${name}: Extra inputs are not permitted`);
  }
}

export function requiredInstant(query: URLSearchParams, name: string): number {
  const instant = optionalInstant(query, name);
  if (instant === null) throw invalid(`${name}: Field required`);
  return instant;
}

export function optionalInstant(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const epochMs = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(epochMs))
    throw invalid(`${name}: Input should be a valid RFC 3339 datetime with a time zone, got "${text}"`);
  return epochMs;
}

/** `YYYY-MM-DD` as a day number. */
export function requiredDay(query: URLSearchParams, name: string): number {
  const text = query.get(name);
  if (text === null) throw invalid(`${name}: Field required`);
  try {
    return dayNumber(text);
  } catch {
    throw invalid(`${name}: Input should be a valid date in the format YYYY-MM-DD, got "${text}"`);
  }
}

export function limitOf(query: URLSearchParams, standard: number, maximum: number): number {
  const text = query.get('limit');
  if (text === null) return standard;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw invalid(`limit: Input should be greater than or equal to 1, got "${text}"`);
  if (limit > maximum) throw invalid(`limit: Input should be less than or equal to ${maximum}, got "${text}"`);
  return limit;
}

/** The values of a repeated parameter, each one of those allowed. */
export function choices<T extends string>(query: URLSearchParams, name: string, allowed: readonly T[]): T[] {
  return query.getAll(name).map((value) => choice(value, name, allowed));
}

export function choice<T extends string>(value: string, name: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined)
    throw invalid(`${name}: Input should be one of ${allowed.map((item) => `'${item}'`).join(', ')}, got "${value}"`);
  return found;
}

export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && choice(value, name, ['true', 'false']) === 'true';
}
