import { dayNumberOf } from '../calendar.ts';
import { emailAsWritten, isEmployedOn } from '../organization/people.ts';
import { rateLimit, UNLIMITED } from '../rate-limit.ts';
import type { VendorApi, VendorRequest, VendorResponse } from '../vendor-request.ts';
import { CursorError, cursorErrorBody } from './cursor-error.ts';
import type { CursorLog } from './event-log.ts';
import { filteredUsageEvents } from './filtered-usage-events.ts';
import { teamSpend } from './spend.ts';

const ENDPOINTS = {
  'GET /teams/members': { perMinute: 20, answer: teamMembers },
  'POST /teams/spend': { perMinute: 20, answer: teamSpend },
  'POST /teams/filtered-usage-events': { perMinute: 60, answer: filteredUsageEvents },
} satisfies Record<
  string,
  { perMinute: number; answer: (log: CursorLog, request: VendorRequest, now: number) => VendorResponse['body'] }
>;

/** The Admin API of one Cursor team; each endpoint has its own limit per minute. */
export function cursorApi(log: CursorLog, enforceLimits: boolean): VendorApi {
  const endpoints = new Map(
    Object.entries(ENDPOINTS).map(([route, { perMinute, answer }]) => [
      route,
      { perMinute, answer, limit: enforceLimits ? rateLimit(perMinute) : UNLIMITED },
    ]),
  );
  return (request, now) => {
    try {
      requireKey(log, request);
      const endpoint = endpoints.get(`${request.method} ${request.path}`);
      if (!endpoint) throw new CursorError(404, `No such endpoint: ${request.method} ${request.path}`);
      const waitSeconds = endpoint.limit.take(now);
      if (waitSeconds !== null) {
        const message = `Rate limit of ${endpoint.perMinute} requests per minute exceeded`;
        return { status: 429, headers: { 'retry-after': String(waitSeconds) }, body: cursorErrorBody(429, message) };
      }
      return { status: 200, body: endpoint.answer(log, request, now) };
    } catch (error) {
      if (!(error instanceof CursorError)) throw error;
      return { status: error.status, body: cursorErrorBody(error.status, error.message) };
    }
  };
}

/** HTTP Basic: the key is the user name, the password is empty. */
function requireKey({ team }: CursorLog, { headers }: VendorRequest): void {
  const [scheme, encoded = ''] = (headers.authorization ?? '').split(' ');
  const [key, password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (scheme?.toLowerCase() !== 'basic' || key !== team.adminKey || password !== '')
    throw new CursorError(401, 'Invalid API key');
}

/** GET /teams/members: people who left stay, marked as removed. */
function teamMembers({ team }: CursorLog, _request: VendorRequest, now: number): VendorResponse['body'] {
  const today = dayNumberOf(now);
  return {
    teamMembers: team.members
      .filter(({ person }) => person.joinedOn <= today)
      .map(({ id, person, role }) => ({
        id,
        name: person.name,
        email: emailAsWritten(person, 'cursor', today),
        role,
        isRemoved: !isEmployedOn(person, today),
      })),
  };
}
