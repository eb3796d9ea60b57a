import type { BudgetAlert, NotificationChannel } from '@outlay/prisma';
import { afterQuiet, nextHour, nextHourOfDay, type QuietHours } from './quiet-hours.ts';

/** When a message goes out, and the key that gathers what goes out with it. */
export interface MessageSlot {
  slotKey: string;
  dueAt: Date;
}

type Timing = Pick<NotificationChannel, 'digest' | 'digestHour' | 'quietFrom' | 'quietUntil'>;

export function quietHoursOf({ quietFrom, quietUntil }: Timing): QuietHours | null {
  return quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil };
}

type Raised = Pick<BudgetAlert, 'id' | 'budgetId' | 'raisedAt'>;

/** The slot of an alert at an instant: at once, or the next digest or end of quiet hours. */
export function messageSlot(channel: Timing, alert: Raised, at: Date, zone: string): MessageSlot {
  const planned = plannedTime(channel, at, zone);
  const dueAt = afterQuiet(planned, quietHoursOf(channel), zone);
  return { slotKey: dueAt.getTime() === at.getTime() ? immediateKey(alert) : dueAt.toISOString(), dueAt };
}

/** What one look finds of one budget, such as three thresholds passed at a bound, is one message. */
const immediateKey = ({ id, budgetId, raisedAt }: Raised): string =>
  budgetId === null ? ownKey(id) : `budget:${budgetId} ${raisedAt.toISOString()}`;

/** Of a message that tells of nothing else. */
export const ownKey = (alertId: number): string => `alert:${alertId}`;

function plannedTime({ digest, digestHour }: Timing, now: Date, zone: string): Date {
  if (digest === 'HOURLY') return nextHour(now);
  if (digest === 'DAILY') return nextHourOfDay(now, digestHour, zone);
  return now;
}
