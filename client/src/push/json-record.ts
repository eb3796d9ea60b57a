/** An object of parsed JSON whose fields are not known yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const recordOf = (value: unknown): JsonRecord | undefined => (isRecord(value) ? value : undefined);

/** The object a text holds; undefined when it holds no JSON, or something else. */
export function parsedRecord(text: string): JsonRecord | undefined {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A non-empty text, trimmed. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** Instants as tools write them: ISO 8601, or seconds or milliseconds since 1970. As ISO 8601 in UTC. */
export function instantOf(value: unknown): string | undefined {
  const number = typeof value === 'number' ? value : Number.NaN;
  const date = new Date(number > 0 && number < 1e11 ? number * 1000 : Number.isNaN(number) ? String(value) : number);
  return value === null || value === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
