import { InvalidInputError } from './errors.ts';

const MAX_SEARCH_LENGTH = 200;

/** What is searched for, trimmed; empty: everything. @throws InvalidInputError when it is longer than any name */
export function searchText(text: string | null | undefined, field = 'search'): string {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length <= MAX_SEARCH_LENGTH) return trimmed;
  const problem = `${trimmed.length} characters are too many to search for.`;
  throw new InvalidInputError(
    field,
    `${trimmed.slice(0, 50)}…`,
    problem,
    `Write at most ${MAX_SEARCH_LENGTH} characters.`,
  );
}

/** A text for `contains` or `equals` in any case, in which `%`, `_` and `\` stand for themselves. */
export function literalText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
