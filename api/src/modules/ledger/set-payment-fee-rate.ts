import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { startOfDay } from '../../lib/calendar.ts';
import { currencyCode } from '../../lib/currency-code.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { literalText } from '../../lib/search-text.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { fromLedgerAmount, ledgerAmount } from './ledger-amount.ts';
import { ledgerDay } from './ledger-day.ts';

export const gatewayName = z.string().trim().min(1).max(100);

const share = z.string().refine((text) => /^(0(\.\d{1,8})?|1(\.0{1,8})?)$/.test(text), {
  error: 'is not a share',
  params: { remedy: 'Write a number from 0 to 1 with at most 8 digits after the point: 2.9 % is 0.029.' },
});

const schema = z.object({
  gateway: gatewayName,
  currency: currencyCode,
  share,
  fixed: ledgerAmount.refine((amount) => amount >= 0n, {
    error: 'is negative',
    params: { remedy: 'Write 0 where there is no fixed part.' },
  }),
  from: ledgerDay,
});

/** What a gateway takes of payments in a currency from a day on; that of the same day is replaced. Answers its id. */
export async function setPaymentFeeRate({ actor }: Context, input: z.input<typeof schema>): Promise<number> {
  requireAdmin(actor);
  const { from, fixed, ...rate } = parseInput(schema, input);
  return db.$transaction(async (tx) => {
    const same = { equals: literalText(rate.gateway), mode: 'insensitive' as const };
    const known = await tx.paymentFeeRate.findFirst({ where: { gateway: same }, select: { gateway: true } });
    const gateway = known?.gateway ?? rate.gateway;
    const data = { ...rate, gateway, from: startOfDay(from), fixed: fromLedgerAmount(fixed) };
    const key = { gateway, currency: rate.currency, from: data.from };
    const stored = { where: { gateway_currency_from: key }, create: data, update: data };
    const { id } = await tx.paymentFeeRate.upsert(stored);
    const after = { ...rate, gateway, from, fixed: data.fixed };
    const subject = { subjectType: 'PaymentFeeRate', subjectId: id, after };
    await recordAuditEvent(tx, actor, { action: 'setPaymentFeeRate', ...subject });
    return id;
  });
}
