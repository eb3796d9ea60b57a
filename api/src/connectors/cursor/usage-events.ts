import { daysOf } from '../../lib/calendar.ts';
import type { Stream } from '../connector.ts';
import { type CursorCredentials, fetchDayEvents } from './client.ts';
import { eventToUsage } from './to-usage.ts';

/** Every model request of the team, charged or included. */
export const usageEvents: Stream<CursorCredentials> = {
  name: 'usage_events',
  label: 'Usage events',
  grain: 'EVENT',
  evidence: 'REPORTED',
  isMoney: true,
  historyDays: 90,
  settlesAfterHours: 6,
  restatesForDays: 3,
  maxDaysPerRead: 30,
  freshnessMinutes: 60,
  async *read(context, range) {
    for (const day of daysOf(range)) {
      const events = await fetchDayEvents(context, day);
      yield { day, records: events.map(eventToUsage) };
    }
  },
};
