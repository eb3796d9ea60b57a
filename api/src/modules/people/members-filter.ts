import type { MemberRole, MemberStatus, Prisma } from '@outlay/prisma';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ForbiddenError } from '../../lib/errors.ts';
import { literalText, searchText } from '../../lib/search-text.ts';
import { actorIsAdmin } from '../auth/permissions.ts';
import { holdingOn } from './dated.ts';
import { today } from './today.ts';

export interface MembersFilter {
  search?: string | null | undefined;
  role?: MemberRole | null | undefined;
  status?: MemberStatus[] | null | undefined;
  teamId?: string | number | null | undefined;
}

/**
 * The condition for a list of members. What a member may not read they may not search for either: names only.
 * @throws ForbiddenError | InvalidInputError
 */
export async function membersWhere(context: Context, filter: MembersFilter): Promise<Prisma.MemberWhereInput> {
  const { search, role, status, teamId } = filter;
  const isAdmin = actorIsAdmin(context.actor);
  if (!isAdmin && (role || status)) throw new ForbiddenError('Only an administrator may filter by role or status.');
  const contains = { contains: literalText(searchText(search)), mode: 'insensitive' } as const;
  return {
    ...(contains.contains === '' ? {} : { OR: [{ name: contains }, ...(isAdmin ? [{ email: contains }] : [])] }),
    ...(role ? { role } : {}),
    ...(status ? { status: { in: status } } : {}),
    ...(teamId
      ? {
          memberships: {
            some: { teamId: requireDatabaseId(String(teamId), 'Team', 'teamId'), ...holdingOn(await today(context)) },
          },
        }
      : {}),
  };
}

export type MemberOrderField = 'NAME' | 'EMAIL' | 'CREATED_AT';

/** @throws ForbiddenError */
export function membersOrder(
  { actor }: Context,
  { field, direction }: { field: MemberOrderField; direction: 'asc' | 'desc' },
): Prisma.MemberOrderByWithRelationInput[] {
  if (field !== 'NAME' && !actorIsAdmin(actor))
    throw new ForbiddenError('Only an administrator may order by anything but the name.');
  const column = { NAME: 'name', EMAIL: 'email', CREATED_AT: 'createdAt' }[field];
  return [{ [column]: direction }, { id: 'asc' }];
}
