import { DAY_MS } from '../calendar.ts';
import type { VendorRequest, VendorResponse } from '../vendor-request.ts';
import { integerField, readBody, textField } from './body.ts';
import { CursorError } from './cursor-error.ts';
import type { CursorLog } from './event-log.ts';
import { type CursorEvent, UNITS_PER_CENT } from './events.ts';

const FIELDS = ['startDate', 'endDate', 'userId', 'email', 'serviceAccountId', 'page', 'pageSize'];
const MAX_WINDOW_DAYS = 30;

/** POST /teams/filtered-usage-events: both ends of the window count, newest events first. */
export function filteredUsageEvents(log: CursorLog, request: VendorRequest, now: number): VendorResponse['body'] {
  const body = readBody(request.body, FIELDS);
  const endDate = integerField(body, 'endDate', now, 0, Number.MAX_SAFE_INTEGER);
  const startDate = integerField(body, 'startDate', endDate - MAX_WINDOW_DAYS * DAY_MS, 0, Number.MAX_SAFE_INTEGER);
  if (startDate > endDate) throw new CursorError(400, 'startDate must be before endDate');
  if (endDate - startDate > MAX_WINDOW_DAYS * DAY_MS)
    throw new CursorError(400, `Date range cannot exceed ${MAX_WINDOW_DAYS} days`);
  const page = integerField(body, 'page', 1, 1, Number.MAX_SAFE_INTEGER);
  const pageSize = integerField(body, 'pageSize', 100, 1, 1000);
  const email = textField(body, 'email')?.toLowerCase() ?? null;
  const userId = textField(body, 'userId');
  const serviceAccountId = textField(body, 'serviceAccountId');
  const member = userId === null ? null : log.team.members.find(({ id }) => id === userId);
  if (member === undefined) throw new CursorError(400, `No member with userId "${userId}"`);
  const events = log
    .between(startDate, endDate, now)
    .filter((event) => email === null || event.email.toLowerCase() === email)
    .filter((event) => member === null || event.person === member.person)
    .filter((event) => serviceAccountId === null || event.serviceAccount?.id === serviceAccountId);
  const numPages = Math.ceil(events.length / pageSize);
  return {
    totalUsageEventsCount: events.length,
    pagination: { numPages, currentPage: page, pageSize, hasNextPage: page < numPages, hasPreviousPage: page > 1 },
    usageEvents: events.slice((page - 1) * pageSize, page * pageSize).map(toUsageEvent),
    period: { startDate, endDate },
  };
}

const cents = (units: number) => units / UNITS_PER_CENT;

function toUsageEvent(event: CursorEvent) {
  const { tokens, serviceAccount, discountPercent } = event;
  return {
    timestamp: String(event.at),
    userEmail: event.email,
    ...(event.conversationId === null ? {} : { conversationId: event.conversationId }),
    model: event.model,
    kind: event.kind,
    maxMode: event.isMaxMode,
    requestsCosts: event.requestsTenths / 10,
    isTokenBasedCall: tokens !== null,
    isChargeable: event.kind === 'Usage-based',
    isHeadless: serviceAccount !== null,
    ...(tokens && {
      tokenUsage: {
        inputTokens: tokens.input,
        outputTokens: tokens.output,
        cacheWriteTokens: tokens.cacheWrite,
        cacheReadTokens: tokens.cacheRead,
        totalCents: cents(event.modelUnits),
        ...(discountPercent === 0 ? {} : { discountPercentOff: discountPercent }),
      },
    }),
    chargedCents: cents(event.chargedUnits),
    ...(event.feeUnits === 0 ? {} : { cursorTokenFee: cents(event.feeUnits) }),
    ...(serviceAccount && { serviceAccountId: serviceAccount.id, serviceAccountName: serviceAccount.name }),
  };
}
