import type { Actor } from '../../graphql/context.ts';
import { requireAdmin, requireSelfOrAdmin } from '../auth/permissions.ts';

/** The agent's owner or an administrator. @throws UnauthenticatedError | ForbiddenError */
export function requireAgentOwner(actor: Actor, { ownerMemberId }: { ownerMemberId: number | null }): void {
  if (ownerMemberId === null) requireAdmin(actor);
  else requireSelfOrAdmin(actor, ownerMemberId);
}
