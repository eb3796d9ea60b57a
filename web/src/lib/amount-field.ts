import { z } from 'zod';
import { isDecimal } from './decimal.ts';

/** What something costs: a decimal text of at most four places, never negative. */
export const amountField = z
  .string()
  .trim()
  .min(1, 'Enter an amount.')
  .refine((text) => isDecimal(text), 'Write a number such as 20 or 19.99.')
  .refine((text) => !text.startsWith('-'), 'A price is never negative.')
  .refine((text) => (text.split('.')[1] ?? '').length <= 4, 'Use at most four decimal places.');
