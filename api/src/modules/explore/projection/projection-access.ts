import type { Context } from '../../../graphql/context.ts';
import { ForbiddenError } from '../../../lib/errors.ts';
import { actorIsAdmin, actorMemberId, requireScope } from '../../auth/permissions.ts';
import { ownSubjects } from '../../budgets/budget-access.ts';
import { type Subject, subjectKey } from '../../budgets/budget-scopes.ts';

/** What is projected when nothing is named: everything for administrators, oneself for members. */
export function defaultSubject({ actor }: Pick<Context, 'actor'>): Subject {
  const memberId = actorMemberId(actor);
  return actorIsAdmin(actor) || memberId === undefined
    ? { scope: 'ORGANIZATION', scopeId: 0 }
    : { scope: 'MEMBER', scopeId: memberId };
}

/** Members see their own and that of agents they answer for. @throws UnauthenticatedError | ForbiddenError */
export async function requireOwnSubject(context: Pick<Context, 'actor' | 'clock'>, subject: Subject): Promise<void> {
  requireScope(context.actor, 'READ');
  if (actorIsAdmin(context.actor)) return;
  const isPersonal = subject.scope === 'MEMBER' || subject.scope === 'AGENT';
  const own = await ownSubjects(context);
  if (isPersonal && own.some((each) => subjectKey(each) === subjectKey(subject))) return;
  throw new ForbiddenError('Members see the projection of their own spend and of agents they answer for.');
}
