import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db, pool } from '../../../db.ts';
import type { Context } from '../../../graphql/context.ts';
import { type Day, dayInZone, startOfDay, utcDay } from '../../../lib/calendar.ts';
import { ConflictError } from '../../../lib/errors.ts';
import { parseInput } from '../../../lib/parse-input.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { rebuildStaleDays } from '../../../sync/rebuild-days.ts';
import { lockAttribution } from '../../../sync/rollup-state.sql.ts';
import { recordAuditEvent } from '../../audit/record-audit-event.ts';
import { bookMonth, lockBooks, lockMonth, staleDayCount } from './book-month.sql.ts';
import { codingDigest } from './books-state.sql.ts';
import { periodChecklist } from './period-checklist.ts';
import { periodMonth } from './period-month.ts';
import { PeriodNotReadyError } from './period-not-ready-error.ts';
import { postAdjustments } from './post-adjustments.ts';
import { requireBookkeeper } from './require-bookkeeper.ts';

const schema = z.object({ month: periodMonth, acknowledgeWarnings: z.boolean().nullish() });

const ATTEMPTS = 5;

/**
 * Books the month as it stands: later differences post as adjustments of the month after the last closed one. Earlier
 * months must be closed or hold no cost. Answers the month's first day.
 * @throws InvalidInputError | ConflictError | PeriodNotReadyError
 */
export async function closePeriod(context: Context, input: z.input<typeof schema>): Promise<Day> {
  requireBookkeeper(context.actor);
  const { month, acknowledgeWarnings } = parseInput(schema, input);
  for (let attempt = 1; ; attempt += 1) {
    await rebuildStaleDays(pool);
    await postAdjustments(pool, context.clock);
    const isClosed = await db.$transaction((tx) => close(tx, context, month, acknowledgeWarnings === true));
    if (isClosed) return month;
    if (attempt === ATTEMPTS)
      throw new ConflictError('month', `Figures of ${month.slice(0, 7)} keep changing. Close it when that has ended.`);
  }
}

/** False: days of the month wait to be rebuilt again. */
async function close(
  tx: Prisma.TransactionClient,
  { actor, clock }: Context,
  month: Day,
  isAcknowledged: boolean,
): Promise<boolean> {
  const memberId = requireBookkeeper(actor);
  const client = queryClient(tx);
  await lockBooks(client);
  if ((await lockMonth(client, month)).isClosed)
    throw new ConflictError('month', `${month.slice(0, 7)} is closed already.`);
  await lockAttribution(client);
  if ((await staleDayCount(client, month)) > 0) return false;
  const checklist = await periodChecklist(tx, month, await earliestToday(tx, clock()));
  const left = checklist.filter(({ state }) => state !== 'DONE');
  const isBlocked = left.some(({ state }) => state === 'BLOCKING');
  if (isBlocked || (left.length > 0 && !isAcknowledged))
    throw new PeriodNotReadyError(isBlocked ? 'month' : 'acknowledgeWarnings', month, left);
  await bookMonth(client, month);
  const adjustedFor = await codingDigest(client);
  const closing = { status: 'CLOSED', closedAt: clock(), closedById: memberId, adjustedFor } as const;
  await tx.accountingPeriod.update({ where: { month: startOfDay(month) }, data: closing });
  await recordAuditEvent(tx, actor, {
    action: 'closePeriod',
    subjectType: 'AccountingPeriod',
    subjectId: month,
    after: { warnings: left.map(({ key, count }) => ({ key, count })) },
  });
  return true;
}

/** Where it is earlier, here or in UTC: bills are dated in UTC, entries in the organization's zone. */
export async function earliestToday(tx: Prisma.TransactionClient, at: Date): Promise<Day> {
  const organization = await tx.organization.findUnique({ where: { id: 1 }, select: { reportingZone: true } });
  const [first = utcDay(at)] = [utcDay(at), dayInZone(at, organization?.reportingZone ?? 'UTC')].sort();
  return first;
}
