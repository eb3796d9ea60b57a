import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { Member } from './member.graphql.ts';
import { setTeamMemberships } from './set-team-memberships.ts';

const TEAM = 'Null: no team.';
const FROM = 'First day in the team, in the reporting zone; left out: for all time.';

const SetTeamMembershipInput = builder.inputType('SetTeamMembershipInput', {
  fields: (t) => ({
    memberId: t.id({ required: true }),
    teamId: t.id({ description: TEAM }),
    from: t.field({ type: 'Date', description: FROM }),
  }),
});

const SetTeamMembershipsInput = builder.inputType('SetTeamMembershipsInput', {
  fields: (t) => ({
    memberIds: t.idList({ required: true, description: 'Up to 1000.' }),
    teamId: t.id({ description: TEAM }),
    from: t.field({ type: 'Date', description: FROM }),
  }),
});

const TeamMembershipsChange = builder.objectRef<{ memberIds: number[] }>('TeamMembershipsChange').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    members: t.prismaField({
      type: [Member],
      resolve: (query, { memberIds }) =>
        db.member.findMany({ ...query, where: { id: { in: memberIds } }, orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
    }),
  }),
});

const memberIdOf = (id: string, field: string) => requireDatabaseId(id, 'Member', field);
const teamIdOf = (id: string | null | undefined) => (id ? requireDatabaseId(id, 'Team', 'teamId') : null);

builder.mutationFields((t) => ({
  setTeamMembership: t.prismaField({
    description:
      'Ends what holds on that day and drops what was to begin later. Past usage from that day on moves along.',
    type: Member,
    args: { input: t.arg({ type: SetTeamMembershipInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input }, context) => {
      const id = memberIdOf(input.memberId, 'memberId');
      await setTeamMemberships(context, { memberIds: [id], teamId: teamIdOf(input.teamId), from: input.from });
      return db.member.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  setTeamMemberships: t.field({
    description: 'The same for several members.',
    type: TeamMembershipsChange,
    args: { input: t.arg({ type: SetTeamMembershipsInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (_root, { input }, context) => ({
      memberIds: await setTeamMemberships(context, {
        memberIds: input.memberIds.map((id, index) => memberIdOf(id, `memberIds.${index}`)),
        teamId: teamIdOf(input.teamId),
        from: input.from,
      }),
    }),
  }),
}));
