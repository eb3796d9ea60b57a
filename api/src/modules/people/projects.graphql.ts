import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { archiveProject } from './archive-project.ts';
import { changeProject } from './change-project.ts';
import { createProject } from './create-project.ts';
import { ListOrder, listWhere } from './named-list.graphql.ts';
import { Project } from './project.graphql.ts';

const projectIdOf = (id: string | number) => requireDatabaseId(String(id), 'Project', 'projectId');

builder.queryFields((t) => ({
  projects: t.prismaConnection({
    type: Project,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: {
      search: t.arg.string(),
      isArchived: t.arg.boolean({ description: 'Null: both.' }),
      orderBy: t.arg({ type: ListOrder, required: true, defaultValue: { field: 'name', direction: 'asc' } }),
    },
    totalCount: (_root, args) => db.project.count({ where: listWhere(args) }),
    resolve: (query, _root, args) =>
      db.project.findMany({
        ...query,
        where: listWhere(args),
        orderBy: [{ [args.orderBy.field]: args.orderBy.direction }, { id: 'asc' }],
      }),
  }),
  project: t.prismaField({
    type: Project,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.project.findUnique({ ...query, where: { id: requireDatabaseId(id, 'Project', 'id') } }),
  }),
}));

const CreateProjectInput = builder.inputType('CreateProjectInput', {
  fields: (t) => ({ name: t.string({ required: true }) }),
});

const ChangeProjectInput = builder.inputType('ChangeProjectInput', {
  fields: (t) => ({
    projectId: t.id({ required: true }),
    name: t.string({ required: true }),
  }),
});

const ArchiveProjectInput = builder.inputType('ArchiveProjectInput', {
  fields: (t) => ({
    projectId: t.id({ required: true }),
    isArchived: t.boolean({ required: true, defaultValue: true, description: 'False restores it.' }),
  }),
});

builder.mutationFields((t) => ({
  createProject: t.prismaField({
    type: Project,
    args: { input: t.arg({ type: CreateProjectInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await createProject(context, input);
      return db.project.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeProject: t.prismaField({
    type: Project,
    args: { input: t.arg({ type: ChangeProjectInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await changeProject(context, { ...input, projectId: projectIdOf(input.projectId) });
      return db.project.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  archiveProject: t.prismaField({
    type: Project,
    args: { input: t.arg({ type: ArchiveProjectInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await archiveProject(context, projectIdOf(input.projectId), input.isArchived);
      return db.project.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
