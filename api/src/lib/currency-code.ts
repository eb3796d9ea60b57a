import { z } from 'zod';

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 code, in capitals. */
export const currencyCode = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => currencies.has(code), {
    error: 'is not a currency',
    params: { remedy: 'Use an ISO 4217 code such as USD or EUR.' },
  });

/** Units of one currency for one of another, as a decimal string. */
export const exchangeRate = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,12})?$/, { error: 'is not a rate with at most 9 digits before the point and 12 after it' })
  .refine((rate) => /[1-9]/.test(rate), { error: 'is zero', params: { remedy: 'Write a positive number.' } });
