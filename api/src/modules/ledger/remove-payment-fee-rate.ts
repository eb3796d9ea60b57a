import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { utcDay } from '../../lib/calendar.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';

/** The one before it holds instead. @throws NotFoundError */
export async function removePaymentFeeRate({ actor }: Context, id: number): Promise<void> {
  requireAdmin(actor);
  await db.$transaction(async (tx) => {
    const rate = await tx.paymentFeeRate.findUnique({ where: { id } });
    if (!rate) throw new NotFoundError('PaymentFeeRate', `PaymentFeeRate:${id}`);
    await tx.paymentFeeRate.delete({ where: { id } });
    const { gateway, currency } = rate;
    const amounts = { share: rate.share.toFixed(), fixed: rate.fixed.toFixed() };
    const before = { gateway, currency, ...amounts, from: utcDay(rate.from) };
    const subject = { subjectType: 'PaymentFeeRate', subjectId: id, before };
    await recordAuditEvent(tx, actor, { action: 'removePaymentFeeRate', ...subject });
  });
}
