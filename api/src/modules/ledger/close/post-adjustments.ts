import type { Prisma } from '@outlay/prisma';
import type { Pool } from 'pg';
import { db } from '../../../db.ts';
import { addDays, addMonths, type Day, dayInZone, startOfDay } from '../../../lib/calendar.ts';
import { type Clock, systemClock } from '../../../lib/clock.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { type GlCoding, readGlCoding } from '../gl-account-case.sql.ts';
import { adjustmentDrafts } from './adjustment-drafts.ts';
import { lastClosedMonth, lockBooks } from './book-month.sql.ts';
import { daysBooked, unadjustedMonths, unbookedDays } from './books-state.sql.ts';
import { monthDifference } from './month-difference.sql.ts';
import { storeAdjustments } from './store-adjustments.ts';

const ACTOR = { kind: 'JOB', name: 'books' } as const;

/**
 * Posts what closed months cost now beyond what was booked for them, as entries of the month after the last closed one
 * that BOOKED_SPEND alone counts. As long as that month is open they follow later changes; once it is closed only what
 * changed since is posted. Safe beside syncs and other processes, and after a crash. Answers how many entries it wrote.
 */
export async function postAdjustments(pool: Pool, clock: Clock = systemClock): Promise<number> {
  if ((await unadjustedMonths(pool)).length === 0) return 0;
  return db.$transaction(async (tx) => {
    const client = queryClient(tx);
    await lockBooks(client);
    const months = await unadjustedMonths(client);
    const last = await lastClosedMonth(client);
    if (last === undefined) return 0;
    const openMonth = addMonths(last, 1);
    const at = clock();
    const booking = { openMonth, at, date: await bookingDay(tx, openMonth, at), coding: await readGlCoding(client) };
    let written = 0;
    for (const { month, digest } of months) {
      const seen = await unbookedDays(client, month);
      written += await adjustMonth(tx, month, booking);
      await daysBooked(client, seen);
      await client.query('UPDATE accounting_period SET adjusted_for = $2 WHERE month = $1::date RETURNING month', [
        month,
        digest,
      ]);
    }
    return written;
  });
}

async function adjustMonth(
  tx: Prisma.TransactionClient,
  month: Day,
  { coding, ...booking }: { openMonth: Day; date: Day; at: Date; coding: GlCoding },
): Promise<number> {
  const drafts = adjustmentDrafts(await monthDifference(queryClient(tx), month, coding));
  const entryIds = await storeAdjustments(tx, { month, ...booking }, drafts);
  if (entryIds.length > 0) {
    const subject = { subjectType: 'AccountingPeriod', subjectId: month };
    await recordAuditEvent(tx, ACTOR, {
      action: 'postAdjustments',
      ...subject,
      after: { openMonth: booking.openMonth, entryIds },
    });
  }
  return entryIds.length;
}

/** Today, as far as the open month allows: entries are neither backdated nor put into a later month. */
async function bookingDay(tx: Prisma.TransactionClient, openMonth: Day, at: Date): Promise<Day> {
  const organization = await tx.organization.findUnique({ where: { id: 1 }, select: { reportingZone: true } });
  const today = dayInZone(at, organization?.reportingZone ?? 'UTC');
  const lastDay = addDays(addMonths(openMonth, 1), -1);
  const day = today < openMonth ? openMonth : today;
  return startOfDay(day) > startOfDay(lastDay) ? lastDay : day;
}
