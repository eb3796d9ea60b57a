import type { MatchLogic } from '@pydantic/genai-prices';

/** Anchored literal text, then at most one of the endings dated and numbered models have. */
const REGEX = /^\^((?:[\w\-/@:=]|\\[^dDwWsSbB])*)(\\d\{8\}\$|\\d\{4\}-\\d\{2\}-\\d\{2\}\$|\\d|\$)?$/;

/**
 * Patterns of our own that accept what a catalogue's clause accepts; a clause that `*` cannot express gives none.
 * Of alternatives every one counts; of conditions that must all hold, the first that can be expressed does.
 */
export function modelPatterns(match: MatchLogic): string[] {
  if ('equals' in match) return [match.equals];
  if ('starts_with' in match) return [`${match.starts_with}*`];
  if ('ends_with' in match) return [`*${match.ends_with}`];
  if ('contains' in match) return [`*${match.contains}*`];
  if ('or' in match) return [...new Set(match.or.flatMap(modelPatterns))];
  if ('and' in match) return match.and.map(modelPatterns).find((patterns) => patterns.length > 0) ?? [];
  return regexPatterns(match.regex);
}

function regexPatterns(regex: string): string[] {
  const [, literal, ending] = REGEX.exec(regex) ?? [];
  if (literal === undefined) return [];
  const text = literal.replace(/\\(.)/g, '$1');
  if (ending === '$') return [text];
  if (ending === undefined) return [`${text}*`];
  // A date: this century's, so that a version number that follows the name is not taken for one.
  if (ending !== '\\d') return [`${text}20*`];
  return Array.from({ length: 10 }, (_, digit) => `${text}${digit}*`);
}
