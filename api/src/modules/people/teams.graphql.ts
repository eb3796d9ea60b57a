import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { archiveTeam } from './archive-team.ts';
import { changeTeam } from './change-team.ts';
import { createTeam } from './create-team.ts';
import { ListOrder, listWhere } from './named-list.graphql.ts';
import { Team } from './team.graphql.ts';

const teamIdOf = (id: string | number) => requireDatabaseId(String(id), 'Team', 'teamId');

builder.queryFields((t) => ({
  teams: t.prismaConnection({
    type: Team,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: {
      search: t.arg.string(),
      isArchived: t.arg.boolean({ description: 'Null: both.' }),
      orderBy: t.arg({ type: ListOrder, required: true, defaultValue: { field: 'name', direction: 'asc' } }),
    },
    totalCount: (_root, args) => db.team.count({ where: listWhere(args) }),
    resolve: (query, _root, args) =>
      db.team.findMany({
        ...query,
        where: listWhere(args),
        orderBy: [{ [args.orderBy.field]: args.orderBy.direction }, { id: 'asc' }],
      }),
  }),
  team: t.prismaField({
    type: Team,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.team.findUnique({ ...query, where: { id: requireDatabaseId(id, 'Team', 'id') } }),
  }),
}));

const CreateTeamInput = builder.inputType('CreateTeamInput', {
  fields: (t) => ({ name: t.string({ required: true }), costCentre: t.string() }),
});

const ChangeTeamInput = builder.inputType('ChangeTeamInput', {
  fields: (t) => ({
    teamId: t.id({ required: true }),
    name: t.string(),
    costCentre: t.string({ description: 'Empty removes it.' }),
  }),
});

const ArchiveTeamInput = builder.inputType('ArchiveTeamInput', {
  fields: (t) => ({
    teamId: t.id({ required: true }),
    isArchived: t.boolean({ required: true, defaultValue: true, description: 'False restores it.' }),
  }),
});

builder.mutationFields((t) => ({
  createTeam: t.prismaField({
    type: Team,
    args: { input: t.arg({ type: CreateTeamInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await createTeam(context, input);
      return db.team.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeTeam: t.prismaField({
    type: Team,
    args: { input: t.arg({ type: ChangeTeamInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await changeTeam(context, { ...input, teamId: teamIdOf(input.teamId) });
      return db.team.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  archiveTeam: t.prismaField({
    type: Team,
    args: { input: t.arg({ type: ArchiveTeamInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await archiveTeam(context, teamIdOf(input.teamId), input.isArchived);
      return db.team.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
