import { CursorError } from './cursor-error.ts';

type JsonObject = Record<string, unknown>;

/** The request body as an object whose fields are all known; an empty body is an empty object. */
export function readBody(text: string, known: readonly string[]): JsonObject {
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new CursorError(400, 'Request body is not valid JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new CursorError(400, 'Request body must be a JSON object');
  const fields: JsonObject = { ...body };
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CursorError(400, `Unknown field "${unknown}"`);
  return fields;
}

export function integerField(body: JsonObject, name: string, standard: number, low: number, high: number): number {
  const value = body[name] ?? standard;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high) {
    throw new CursorError(400, `${name} must be an integer between ${low} and ${high}, got ${JSON.stringify(value)}`);
  }
  return value;
}

export function textField(body: JsonObject, name: string): string | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new CursorError(400, `${name} must be a string`);
  return String(value);
}
