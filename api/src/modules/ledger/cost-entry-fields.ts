import { CostKind } from '@outlay/prisma';
import { z } from 'zod';
import { currencyCode, exchangeRate } from '../../lib/currency-code.ts';
import { scaledInteger } from '../../lib/money.ts';
import { ledgerAmount } from './ledger-amount.ts';
import { ledgerDay } from './ledger-day.ts';

const id = z.int().nullish();

export const category = z.string().trim().max(100);

const percent = z
  .string()
  .trim()
  .refine((text) => /^\d{1,3}(\.\d{1,4})?$/.test(text) && /[1-9]/.test(text), {
    error: 'is not a percentage',
    params: { remedy: 'Write a number above 0 with at most 4 digits after the point, such as 33.3333.' },
  })
  .transform((text) => scaledInteger(text, 4));

export const costLines = z
  .array(
    z.object({
      amount: ledgerAmount.nullish(),
      percent: percent.nullish(),
      glAccountId: id,
      category: category.nullish(),
      memberId: id,
      teamId: id,
      agentId: id,
      projectId: id,
    }),
  )
  .max(100);

export type CostLines = z.output<typeof costLines>;

/** An amount that is not nothing. */
export const entryAmount = ledgerAmount.refine((amount) => amount !== 0n, {
  error: 'is zero',
  params: { remedy: 'Write what it costs; negative for a credit.' },
});

export const costEntryFields = {
  date: ledgerDay,
  serviceFrom: ledgerDay.nullish(),
  serviceUntil: ledgerDay.nullish(),
  vendorId: id,
  vendorName: z.string().trim().min(1).max(100).nullish(),
  description: z.string().trim().min(1).max(500),
  kind: z.enum(CostKind),
  currency: currencyCode,
  amount: entryAmount,
  rate: exchangeRate.nullish(),
  connectionId: id,
  lines: costLines.nullish(),
};
