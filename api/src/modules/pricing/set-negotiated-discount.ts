import type { NegotiatedDiscount } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { isDay, startOfDay } from '../../lib/calendar.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';

const day = z.string().refine(isDay, { error: 'is not a day', params: { remedy: 'Write it like 2026-11-01.' } });

const schema = z
  .object({
    connectionId: z.string(),
    rate: z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, {
      error: 'is not a share between 0 and 1 with at most 6 decimals',
    }),
    from: day,
    until: day.nullish().transform((value) => value ?? null),
  })
  .refine(({ from, until }) => until === null || from < until, {
    path: ['until'],
    error: 'is not after from',
    params: { remedy: 'It is the first day without the discount.' },
  });

export type NegotiatedDiscountInput = z.input<typeof schema>;

/**
 * Sets what a vendor takes off the list price of a connection's metered usage; discounts before give way where they
 * overlap. Holds for usage priced from now on; earlier usage takes it by re-pricing.
 * @throws InvalidInputError | NotFoundError
 */
export async function setNegotiatedDiscount(
  { actor }: Context,
  input: NegotiatedDiscountInput,
): Promise<NegotiatedDiscount> {
  requireAdmin(actor);
  const parsed = parseInput(schema, input);
  const connectionId = requireDatabaseId(parsed.connectionId, 'Connection', 'connectionId');
  const from = startOfDay(parsed.from);
  const until = parsed.until === null ? null : startOfDay(parsed.until);
  return db.$transaction(async (tx) => {
    const locked = await tx.$queryRaw<unknown[]>`SELECT id FROM connection WHERE id = ${connectionId} FOR UPDATE`;
    if (locked.length === 0) throw new NotFoundError('Connection', parsed.connectionId);
    const overlapped = await tx.negotiatedDiscount.findMany({
      where: {
        connectionId,
        ...(until === null ? {} : { from: { lt: until } }),
        OR: [{ until: null }, { until: { gt: from } }],
      },
    });
    await tx.negotiatedDiscount.deleteMany({ where: { id: { in: overlapped.map(({ id }) => id) } } });
    for (const { rate, ...old } of overlapped) {
      const base = { connectionId, rate };
      if (old.from < from) await tx.negotiatedDiscount.create({ data: { ...base, from: old.from, until: from } });
      if (until !== null && (old.until === null || old.until > until)) {
        await tx.negotiatedDiscount.create({ data: { ...base, from: until, until: old.until } });
      }
    }
    const discount = await tx.negotiatedDiscount.create({ data: { connectionId, rate: parsed.rate, from, until } });
    await recordAuditEvent(tx, actor, {
      action: 'setNegotiatedDiscount',
      subjectType: 'Connection',
      subjectId: connectionId,
      before: overlapped.map((old) => ({ rate: old.rate.toFixed(), from: old.from, until: old.until })),
      after: parsed,
    });
    return discount;
  });
}
