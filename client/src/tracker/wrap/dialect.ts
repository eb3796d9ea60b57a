import type { UsageEvent } from '../usage-event.ts';

/** A JSON object of a vendor, to be looked at field by field. */
export type Fields = Record<string, unknown>;

/** A request as it goes out. */
export interface SentRequest {
  url: URL;
  method: string;
  body: unknown;
}

/** What an answer says of its own cost. */
export type Figures = Omit<Partial<UsageEvent>, 'vendor'>;

/** Reads one answer as it passes. Keeps counts and names, never text. */
export interface AnswerReader {
  /** Sent instead of the caller's body. */
  changedBody?: string;
  /** The whole of a JSON answer. */
  readBody(body: Fields): void;
  /** One event of a stream. Answers what the caller gets of it: the same by default, nothing, or another. */
  readEvent(event: Fields): Fields | 'same' | 'nothing' | undefined;
  /** After the end; `isWhole` is false when caller or vendor broke off. One entry per model that worked. */
  figures(isWhole: boolean): Figures[];
}

/** How a vendor's interface says what a call consumed. */
export interface Dialect {
  /** Code of the vendor whose own client speaks it. */
  vendor: string;
  /** Names the request where the answer has no id of its own. */
  requestIdHeader: string;
  /** Undefined for requests that consume nothing. */
  open(request: SentRequest, options: { asksForUsage: boolean }): AnswerReader | undefined;
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A vendor's count: 0 for what is no whole number. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

export function parseFields(json: string): Fields {
  try {
    return fieldsOf(JSON.parse(json));
  } catch {
    return {};
  }
}
