import { hash } from 'node:crypto';

/** Token counts, disjoint: `outputTokens` includes `reasoningTokens`, `inputTokens` no cached ones. */
export interface Tokens {
  inputTokens: number;
  cacheReadTokens: number;
  cacheWrite5mTokens: number;
  cacheWrite1hTokens: number;
  outputTokens: number;
  /** Of which of `outputTokens`. */
  reasoningTokens: number;
}

/** One response of a model as a session file tells it. Nothing of what was asked or answered. */
export interface SessionUsage extends Tokens {
  /** The same on every machine that holds a copy of the session. */
  idempotencyKey: string;
  occurredAt: string;
  /** The tool's code, such as claude_code. */
  tool: string;
  vendor: string;
  model: string;
  requestId?: string | undefined;
  sessionId?: string | undefined;
  parentSessionId?: string | undefined;
  agent?: string | undefined;
  project?: string | undefined;
  branch?: string | undefined;
  serviceTier?: string | undefined;
  speed?: string | undefined;
  /** What the model had before it when it answered, for prices by context length. */
  contextTokens?: number | undefined;
  webSearches?: number | undefined;
}

const LONGEST_KEY = 200;

/** A key of the parts; a hash of them where they are too long for the server. */
export function keyOf(tool: string, ...parts: readonly (string | number)[]): string {
  const key = `${tool}:${parts.join(':')}`;
  return key.length <= LONGEST_KEY ? key : `${tool}:${hash('sha256', key)}`;
}

/** What larger means when the same response was written twice: a half-written one has fewer. */
export const sumOf = (tokens: Tokens): number =>
  tokens.inputTokens +
  tokens.cacheReadTokens +
  tokens.cacheWrite5mTokens +
  tokens.cacheWrite1hTokens +
  tokens.outputTokens;

/** A count as tools write it: numbers, seldom digits in quotes; anything else counts 0. */
export function countOf(value: unknown): number {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0;
}
