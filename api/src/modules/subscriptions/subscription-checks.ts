import type { Prisma } from '@outlay/prisma';
import type { Actor } from '../../graphql/context.ts';
import { addMonths, type Day } from '../../lib/calendar.ts';
import { ForbiddenError, InvalidInputError } from '../../lib/errors.ts';
import { actorIsAdmin, actorMemberId } from '../auth/permissions.ts';
import { rateOn, requireBillingCurrency } from '../ledger/post-cost-entry.ts';
import { reportingAmounts } from '../ledger/reporting-amounts.ts';
import { requireConnection } from '../ledger/require-cost-references.ts';
import { requireOpenGlAccount } from '../ledger/require-gl-account.ts';
import { requireMember, requireProject, requireTeam } from '../people/require-person.ts';

/** Older ones would post more entries than anybody wants to see. */
const OLDEST_MONTHS = 120;

interface Dates {
  startedOn: Day;
  trialUntil: Day | null;
  endsOn: Day | null;
}

/** @throws InvalidInputError naming the date that contradicts the start */
export function requireDates({ startedOn, trialUntil, endsOn }: Dates, today: Day): void {
  const oldest = addMonths(today, -OLDEST_MONTHS);
  if (startedOn < oldest || startedOn > addMonths(today, OLDEST_MONTHS))
    throw new InvalidInputError('startedOn', startedOn, 'is more than ten years away.', `Use a day after ${oldest}.`);
  if (trialUntil !== null && trialUntil < startedOn)
    throw new InvalidInputError('trialUntil', trialUntil, `is before its start on ${startedOn}.`, LATER);
  if (endsOn !== null && endsOn <= startedOn)
    throw new InvalidInputError('endsOn', endsOn, `is not after its start on ${startedOn}.`, LATER);
}
const LATER = 'Choose a later day.';

interface Owner {
  memberId?: number | null | undefined;
  teamId?: number | null | undefined;
}

/** Exactly one of both; members only themselves. @throws InvalidInputError | NotFoundError */
export async function requireOwner(tx: Prisma.TransactionClient, actor: Actor, { memberId, teamId }: Owner) {
  if (memberId && teamId)
    throw new InvalidInputError(
      'teamId',
      `Team:${teamId}`,
      'A member is named too.',
      'Name either a member or a team.',
    );
  if (!memberId && !teamId)
    throw new InvalidInputError('memberId', '', 'Nobody is named.', 'Say which member or which team has it.');
  if (!actorIsAdmin(actor) && teamId)
    throw new InvalidInputError('teamId', `Team:${teamId}`, 'is not for you to give.', 'Ask an administrator.');
  if (memberId) await requireMember(tx, memberId);
  if (teamId) await requireTeam(tx, teamId);
  return { memberId: memberId ?? null, teamId: teamId ?? null };
}

/** @throws InvalidInputError when a member adds one for somebody else */
export function requireOwnName(actor: Actor, memberId: number | null): void {
  if (actorIsAdmin(actor) || memberId === actorMemberId(actor)) return;
  const remedy = 'Add your own, or ask an administrator.';
  throw new InvalidInputError('memberId', `Member:${memberId}`, 'is another member.', remedy);
}

interface Links {
  /** It is charged in. */
  currency: string;
  connectionId?: number | null | undefined;
  glAccountId?: number | null | undefined;
  projectId?: number | null | undefined;
}

/** What it is linked to exists; the books' side of it is for administrators. @throws InvalidInputError | NotFoundError | ForbiddenError */
export async function requireLinks(tx: Prisma.TransactionClient, actor: Actor, links: Links): Promise<void> {
  const { currency, connectionId, glAccountId, projectId } = links;
  if ((connectionId || glAccountId) && !actorIsAdmin(actor))
    throw new ForbiddenError('Only an administrator may link a connection or an account.');
  await requireConnection(tx, connectionId);
  if (connectionId) await requireBillingCurrency(tx, connectionId, currency);
  if (glAccountId) await requireOpenGlAccount(tx, glAccountId, 'glAccountId');
  if (projectId) await requireProject(tx, projectId);
}

interface Price {
  currency: string;
  /** Per seat, in 1e-4 of the currency. */
  amount: bigint;
  seats: number;
  day: Day;
}

/** What it costs from a day on can be posted then, as far as that is known. @throws InvalidInputError naming currency or amount */
export async function requirePostable(tx: Prisma.TransactionClient, { currency, amount, seats, day }: Price) {
  reportingAmounts([amount * BigInt(seats)], await rateOn(tx, currency, day));
}
