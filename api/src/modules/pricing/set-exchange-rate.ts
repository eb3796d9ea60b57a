import type { ExchangeRate } from '@outlay/prisma';
import { z } from 'zod';
import { db, pool } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { type Day, isDay, startOfDay, utcDay } from '../../lib/calendar.ts';
import { currencyCode, exchangeRate } from '../../lib/currency-code.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { queryClient } from '../../lib/query-client.ts';
import { rebuildStaleDays } from '../../sync/rebuild-days.ts';
import { lockAttribution, markStaleForCurrency } from '../../sync/rollup-state.sql.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';

const schema = z
  .object({
    base: currencyCode,
    quote: currencyCode,
    day: z.string().refine(isDay, { error: 'is not a day', params: { remedy: 'Write it like 2026-11-01.' } }),
    rate: exchangeRate,
  })
  .refine(({ base, quote }) => base !== quote, {
    path: ['quote'],
    error: 'is the same currency as base',
    params: { remedy: 'A currency is always worth one of itself: name another one.' },
  });

export interface ExchangeRateChange {
  exchangeRate: ExchangeRate;
  /** Days whose amounts in the reporting currency are being rebuilt. */
  rebuildingDayCount: number;
}

/**
 * Sets what a unit of `base` is worth in `quote` from a day on, until the next rate; the first known rate also holds
 * for all days before. Usage of these days is reported anew. @throws InvalidInputError
 */
export async function setExchangeRate(context: Context, input: z.input<typeof schema>): Promise<ExchangeRateChange> {
  requireAdmin(context.actor);
  const { day: from, rate, ...pair } = parseInput(schema, input);
  const key = { ...pair, day: startOfDay(from) };
  const change = await db.$transaction(async (tx) => {
    const client = queryClient(tx);
    // Nobody stores or rebuilds days meanwhile: they would keep amounts at the rate of before.
    await lockAttribution(client);
    const before = await tx.exchangeRate.findUnique({ where: { base_quote_day: key } });
    const stored = { where: { base_quote_day: key }, create: { ...key, rate }, update: { rate, importId: null } };
    const after = await tx.exchangeRate.upsert(stored);
    const [previous, next, organization] = [
      await tx.exchangeRate.count({ where: { ...pair, day: { lt: key.day } } }),
      await tx.exchangeRate.findFirst({ where: { ...pair, day: { gt: key.day } }, orderBy: { day: 'asc' } }),
      await tx.organization.findUnique({ where: { id: 1 }, select: { reportingCurrency: true } }),
    ];
    await recordAuditEvent(tx, context.actor, {
      action: 'setExchangeRate',
      subjectType: 'ExchangeRate',
      subjectId: `${pair.base}/${pair.quote} ${from}`,
      ...(before ? { before: { rate: before.rate.toFixed() } } : {}),
      after: { ...pair, day: from, rate },
    });
    const range: { from: Day | null; until: Day | null } = {
      from: previous === 0 ? null : from,
      until: next ? utcDay(next.day) : null,
    };
    const isReported = organization?.reportingCurrency === pair.quote && !before?.rate.equals(after.rate);
    const rebuildingDayCount = isReported ? await markStaleForCurrency(client, pair.base, range) : 0;
    return { exchangeRate: after, rebuildingDayCount };
  });
  context.installation.inBackground(rebuildStaleDays(pool));
  return change;
}
