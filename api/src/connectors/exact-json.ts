declare global {
  interface JSON {
    /** ES2025 gives the reviver the source text of a primitive. */
    parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  }
}

/**
 * JSON whose numbers lose nothing: integers a double holds exactly stay numbers, every other number becomes the
 * text it was written as (`4.66` is `'4.66'`, `12345678901234567890` is `'12345678901234567890'`).
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value !== 'number' || source === undefined || isExactInteger(source) ? value : source,
  );
}

const isExactInteger = (source: string) => /^-?\d+$/.test(source) && Number.isSafeInteger(Number(source));
