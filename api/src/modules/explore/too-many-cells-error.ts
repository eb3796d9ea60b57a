import { InvalidInputError } from '../../lib/errors.ts';

/** Most cells (rows × columns × measures) one pivot answers with. */
export const MAX_CELLS = 200_000;
/** Most days broken down by the hour. */
export const MAX_HOURLY_DAYS = 92;

/** The answer would be larger than anyone can look at; the message holds the numbers. */
export class TooManyCellsError extends InvalidInputError {
  override readonly code: string = 'TOO_MANY_CELLS';
}
