import type { Actor } from '../../graphql/context.ts';
import { ForbiddenError } from '../../lib/errors.ts';
import { actorIsAdmin, requireScope } from '../auth/permissions.ts';

/** An administrator, with the READ scope if by token. @throws UnauthenticatedError | ForbiddenError */
export function requireExportAdmin(actor: Actor): void {
  requireScope(actor, 'READ');
  if (!actorIsAdmin(actor)) throw new ForbiddenError('Only an administrator may export this.');
}
