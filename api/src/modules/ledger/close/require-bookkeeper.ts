import type { Actor } from '../../../graphql/context.ts';
import { ForbiddenError } from '../../../lib/errors.ts';
import { actorMemberId, requireAdmin } from '../../auth/permissions.ts';

/** An administrator at a browser: no API token decides what is final. @throws UnauthenticatedError | ForbiddenError */
export function requireBookkeeper(actor: Actor): number {
  if (actor.kind === 'TOKEN')
    throw new ForbiddenError(
      'An API token cannot close or reopen a month, nor explain its bills. Sign in as an administrator and do it there.',
    );
  requireAdmin(actor);
  const memberId = actorMemberId(actor);
  if (memberId === undefined) throw new ForbiddenError('Only a person may close or reopen a month.');
  return memberId;
}
