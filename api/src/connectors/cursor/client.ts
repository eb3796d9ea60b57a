import { addDays, type Day, startOfDay } from '../../lib/calendar.ts';
import { VendorError } from '../../lib/errors.ts';
import type { ConnectorContext } from '../connector.ts';
import { pageSteps } from '../paging.ts';
import { parsePayload } from '../payload.ts';
import { teamMembers, type UsageEvent, usageEventsPage } from './payloads.ts';

export interface CursorCredentials {
  /** `crsr_…` or `key_…` */
  adminKey: string;
}
export type CursorContext = ConnectorContext<CursorCredentials>;

const PAGE_SIZE = 1000;
const READINGS = 4;

/** @throws VendorError */
export async function fetchTeamMembers({ http }: CursorContext) {
  const body = await http.getJson('/teams/members');
  return parsePayload(teamMembers, body, "Cursor's teams/members").teamMembers;
}

/**
 * All events of a UTC day so far. Pages are cut from live data: when the count changes while they are read,
 * an event may have moved between two pages, so the day is read again.
 * @throws VendorError
 */
export async function fetchDayEvents(context: CursorContext, day: Day): Promise<UsageEvent[]> {
  for (let reading = 1; reading <= READINGS; reading += 1) {
    const events = await readPages(context, day);
    if (events !== undefined) return events;
  }
  const message = `Cursor's events of ${day} kept changing while they were read.`;
  throw new VendorError('VENDOR_UNAVAILABLE', message);
}

async function readPages({ http, clock }: CursorContext, day: Day): Promise<UsageEvent[] | undefined> {
  const startDate = startOfDay(day).getTime();
  // Both ends are inclusive.
  const endDate = Math.min(startOfDay(addDays(day, 1)).getTime() - 1, clock().getTime());
  if (endDate < startDate) return [];
  const events: UsageEvent[] = [];
  let total: number | undefined;
  const step = pageSteps("Cursor's teams/filtered-usage-events");
  for (let page = 1; ; page += 1) {
    const body = await http.postJson('/teams/filtered-usage-events', { startDate, endDate, page, pageSize: PAGE_SIZE });
    const answer = parsePayload(usageEventsPage, body, "Cursor's teams/filtered-usage-events");
    total ??= answer.totalUsageEventsCount;
    if (answer.totalUsageEventsCount !== total) return undefined;
    events.push(...answer.usageEvents);
    if (events.length > total) return undefined;
    if (answer.usageEvents.length === 0 && answer.pagination.hasNextPage) throw endless();
    if (step(answer.pagination.hasNextPage, String(page + 1)) === undefined)
      return events.length === total ? events : undefined;
  }
}

const endless = () =>
  new VendorError('VENDOR_RESPONSE', "Cursor's teams/filtered-usage-events promises more events on an empty page.");
