import type { Prisma } from '@outlay/prisma';
import { InvalidInputError } from '../../../lib/errors.ts';

/** @throws InvalidInputError for a currency that nothing leads from to the reporting currency */
export async function requireRate(tx: Prisma.TransactionClient, currency: string): Promise<void> {
  const organization = await tx.organization.findUnique({ where: { id: 1 } });
  const quote = organization?.reportingCurrency ?? 'USD';
  if (currency === quote) return;
  if (await tx.exchangeRate.findFirst({ where: { base: currency, quote } })) return;
  throw new InvalidInputError(
    'currency',
    currency,
    `There is no exchange rate from ${currency} to ${quote}.`,
    `Use ${quote}, or set a rate first.`,
  );
}
