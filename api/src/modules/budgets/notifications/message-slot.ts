import type { NotificationChannel } from '@outlay/prisma';
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

/** The slot of an alert that was raised now: its own at once, or the next digest or end of quiet hours. */
export function messageSlot(channel: Timing, alertId: number, now: Date, zone: string): MessageSlot {
  const planned = plannedTime(channel, now, zone);
  const dueAt = afterQuiet(planned, quietHoursOf(channel), zone);
  const isOwn = dueAt.getTime() === now.getTime();
  return { slotKey: isOwn ? `alert:${alertId}` : dueAt.toISOString(), dueAt };
}

function plannedTime({ digest, digestHour }: Timing, now: Date, zone: string): Date {
  if (digest === 'HOURLY') return nextHour(now);
  if (digest === 'DAILY') return nextHourOfDay(now, digestHour, zone);
  return now;
}
