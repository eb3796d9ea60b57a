/** Cursor's price of a model in units per token; one unit per token is $1 per million tokens. */
export interface CursorModel {
  name: string;
  input: number;
  cacheWrite: number;
  cacheRead: number;
  output: number;
}

export const CURSOR_MODELS = {
  auto: { name: 'default', input: 1.25, cacheWrite: 1.25, cacheRead: 0.25, output: 6 },
  opus: { name: 'claude-opus-5-5', input: 4, cacheWrite: 5, cacheRead: 0.2, output: 20 },
  opusBefore: { name: 'claude-opus-5', input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
  sonnet: { name: 'claude-sonnet-5', input: 2, cacheWrite: 2.5, cacheRead: 0.2, output: 10 },
  gpt: { name: 'gpt-5.2', input: 1.75, cacheWrite: 0, cacheRead: 0.175, output: 14 },
  gemini: { name: 'gemini-3-pro-preview', input: 2, cacheWrite: 0, cacheRead: 0.2, output: 12 },
  composer: { name: 'composer-1', input: 1.25, cacheWrite: 0, cacheRead: 0.125, output: 10 },
} satisfies Record<string, CursorModel>;

/** $0.25 per million tokens of any kind. */
export const TOKEN_FEE = 0.25;
/** What a request-priced event costs: 4 cents. */
export const REQUEST_UNITS = 40_000;
