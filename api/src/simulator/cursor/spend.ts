import { dayNumberOf } from '../calendar.ts';
import { isEmployedOn } from '../organization/people.ts';
import type { VendorRequest, VendorResponse } from '../vendor-request.ts';
import { integerField, readBody, textField } from './body.ts';
import { CursorError } from './cursor-error.ts';
import { type CursorLog, cycleStartOf } from './event-log.ts';
import { UNITS_PER_CENT } from './events.ts';

const FIELDS = ['searchTerm', 'sortBy', 'sortDirection', 'page', 'pageSize'];

/** POST /teams/spend: the current cycle (calendar month) up to now, on-demand and with what the plan includes. */
export function teamSpend(log: CursorLog, request: VendorRequest, now: number): VendorResponse['body'] {
  const body = readBody(request.body, FIELDS);
  const page = integerField(body, 'page', 1, 1, Number.MAX_SAFE_INTEGER);
  const pageSize = integerField(body, 'pageSize', 100, 1, 1000);
  const sortBy = textField(body, 'sortBy') ?? 'amount';
  if (!['amount', 'date', 'user'].includes(sortBy))
    throw new CursorError(400, `sortBy must be amount, date or user, got "${sortBy}"`);
  const direction = textField(body, 'sortDirection') === 'asc' ? 1 : -1;
  const search = textField(body, 'searchTerm')?.toLowerCase() ?? '';
  const cycleStart = cycleStartOf(now);
  const events = log.between(cycleStart, now, now);
  const rows = log.team.members
    .filter(
      ({ person }) =>
        isEmployedOn(person, dayNumberOf(now)) && `${person.name} ${person.email}`.toLowerCase().includes(search),
    )
    .map(({ id, person, role }) => {
      const own = events.filter((event) => event.person === person && event.kind !== 'Errored, Not Charged');
      const total = (kind: string | null) =>
        own.reduce((sum, event) => sum + (kind === null || event.kind === kind ? event.chargedUnits : 0), 0);
      return {
        userId: id,
        name: person.name,
        email: person.email,
        role,
        spendCents: total('Usage-based') / UNITS_PER_CENT,
        overallSpendCents: total(null) / UNITS_PER_CENT,
        fastPremiumRequests: own.filter(({ tokens }) => tokens === null).length,
        hardLimitOverrideDollars: 0,
        monthlyLimitDollars: null,
        effectivePerUserLimitDollars: 500,
      };
    })
    .sort((a, b) => direction * (sortBy === 'user' ? a.name.localeCompare(b.name) : a.spendCents - b.spendCents));
  return {
    teamMemberSpend: rows.slice((page - 1) * pageSize, page * pageSize),
    subscriptionCycleStart: cycleStart,
    totalMembers: rows.length,
    totalPages: Math.ceil(rows.length / pageSize),
  };
}
