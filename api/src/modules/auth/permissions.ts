import type { ApiTokenScope } from '@outlay/prisma';
import type { Actor } from '../../graphql/context.ts';
import { ForbiddenError, UnauthenticatedError } from '../../lib/errors.ts';

/** What each token scope lets its holder do; people at a browser have all of them, jobs too. */
export function actorHasScope(actor: Actor, scope: ApiTokenScope): boolean {
  if (actor.kind === 'ANONYMOUS') return false;
  return actor.kind !== 'TOKEN' || actor.scopes.includes(scope);
}

export function actorIsAdmin(actor: Actor): boolean {
  return actor.kind === 'JOB' || (actor.kind !== 'ANONYMOUS' && actor.role === 'ADMIN');
}

export function actorMemberId(actor: Actor): number | undefined {
  return actor.kind === 'PERSON' || actor.kind === 'TOKEN' ? actor.memberId : undefined;
}

/** @throws UnauthenticatedError | ForbiddenError */
export function requireScope(actor: Actor, scope: ApiTokenScope): void {
  if (actor.kind === 'ANONYMOUS') throw new UnauthenticatedError();
  if (!actorHasScope(actor, scope)) throw new ForbiddenError(`This token lacks the scope ${scope}.`);
}

/** An administrator who may change things. @throws UnauthenticatedError | ForbiddenError */
export function requireAdmin(actor: Actor): void {
  requireScope(actor, 'MANAGE');
  if (!actorIsAdmin(actor)) throw new ForbiddenError('Only an administrator may do this.');
}

/**
 * Who may sign in, and with what, is decided by people: a token could otherwise make itself stronger or longer-lived.
 * @throws UnauthenticatedError | ForbiddenError for an API token
 */
export function requireNoToken(actor: Actor): void {
  if (actor.kind === 'ANONYMOUS') throw new UnauthenticatedError();
  if (actor.kind === 'TOKEN')
    throw new ForbiddenError('An API token cannot manage tokens, links, passwords or roles. Sign in and do it there.');
}

/** The member themself or an administrator. @throws UnauthenticatedError | ForbiddenError */
export function requireSelfOrAdmin(actor: Actor, memberId: number): void {
  requireScope(actor, 'MANAGE');
  if (!actorIsAdmin(actor) && actorMemberId(actor) !== memberId)
    throw new ForbiddenError('This belongs to another member.');
}

/** Whose rows the caller may see: `undefined` = everyone's. @throws UnauthenticatedError | ForbiddenError */
export function visibleMemberId(actor: Actor): number | undefined {
  requireScope(actor, 'READ');
  return actorIsAdmin(actor) ? undefined : actorMemberId(actor);
}
