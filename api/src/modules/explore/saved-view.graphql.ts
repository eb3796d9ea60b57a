import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { encodeGlobalId, requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { actorIsAdmin, actorMemberId } from '../auth/permissions.ts';
import { changeSavedView } from './change-saved-view.ts';
import { createSavedView } from './create-saved-view.ts';
import { deleteSavedView } from './delete-saved-view.ts';
import { visibleViews } from './require-saved-view.ts';

const SavedView = builder.prismaNode('SavedView', {
  authScopes: { scope: 'READ' },
  id: { field: 'id' },
  fields: (t) => ({
    name: t.exposeString('name'),
    isShared: t.exposeBoolean('isShared', { description: 'Everybody of the organization sees it.' }),
    search: t.expose('search', { type: 'JSON', description: 'The page’s URL search parameters.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    ownerName: t.string({
      select: { member: { select: { name: true } } },
      resolve: ({ member }) => member.name,
    }),
    isOwn: t.boolean({
      select: { memberId: true },
      resolve: ({ memberId }, _args, { actor }) => memberId === actorMemberId(actor),
    }),
    canChange: t.boolean({
      description: 'The caller is its owner or an administrator.',
      select: { memberId: true },
      resolve: ({ memberId }, _args, { actor }) => memberId === actorMemberId(actor) || actorIsAdmin(actor),
    }),
  }),
});

const CreateSavedViewInput = builder.inputType('CreateSavedViewInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    isShared: t.boolean({ required: true, defaultValue: false }),
    search: t.field({ type: 'JSON', required: true, description: 'An object of URL search parameters.' }),
  }),
});

const ChangeSavedViewInput = builder.inputType('ChangeSavedViewInput', {
  fields: (t) => ({
    savedViewId: t.id({ required: true }),
    name: t.string(),
    isShared: t.boolean(),
    search: t.field({ type: 'JSON' }),
  }),
});

const DeletedSavedView = builder.objectRef<{ id: number }>('DeletedSavedView').implement({
  fields: (t) => ({ id: t.id({ resolve: ({ id }) => encodeGlobalId('SavedView', id) }) }),
});

const idOf = (id: string) => requireDatabaseId(id, 'SavedView', 'savedViewId');

builder.queryField('savedViews', (t) =>
  t.prismaConnection({
    description: 'Own views and shared ones, by name.',
    type: SavedView,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    totalCount: (_root, _args, { actor }) => db.savedView.count({ where: visibleViews(actor) }),
    resolve: (query, _root, _args, { actor }) =>
      db.savedView.findMany({ ...query, where: visibleViews(actor), orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
  }),
);

builder.mutationFields((t) => ({
  createSavedView: t.prismaField({
    type: SavedView,
    args: { input: t.arg({ type: CreateSavedViewInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (query, _root, { input }, { actor }) => {
      const id = await createSavedView(actor, input);
      return db.savedView.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeSavedView: t.prismaField({
    description: 'What is left out stays. Owners change their views, administrators shared ones too.',
    type: SavedView,
    args: { input: t.arg({ type: ChangeSavedViewInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input: { savedViewId, ...change } }, { actor }) => {
      const id = await changeSavedView(actor, idOf(savedViewId), change);
      return db.savedView.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  deleteSavedView: t.field({
    type: DeletedSavedView,
    args: { savedViewId: t.arg.id({ required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (_root, { savedViewId }, { actor }) => ({ id: await deleteSavedView(actor, idOf(savedViewId)) }),
  }),
}));
