import type { Prisma } from '@outlay/prisma';
import { startOfDay } from '../../lib/calendar.ts';

/** It holds for all history, until a dated rate is set. */
const FIRST_DAY = startOfDay('1970-01-01');

/** @param rate units of the currency for one USD */
export async function setStandingUsdRate(tx: Prisma.TransactionClient, quote: string, rate: string): Promise<void> {
  const key = { base: 'USD', quote, day: FIRST_DAY };
  await tx.exchangeRate.upsert({
    where: { base_quote_day: key },
    create: { ...key, rate },
    update: { rate, importId: null },
  });
}
