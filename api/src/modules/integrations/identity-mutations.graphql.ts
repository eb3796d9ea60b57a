import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { Identity } from './identity.graphql.ts';
import { ignoreIdentity } from './ignore-identity.ts';
import { type MappedIdentity, mapIdentity } from './map-identity.ts';
import { unmapIdentity } from './unmap-identity.ts';

const MappedIdentityRef = builder.objectRef<MappedIdentity>('MappedIdentity').implement({
  description: 'A mapping has changed; figures follow.',
  fields: (t) => ({
    identity: t.prismaField({
      type: Identity,
      resolve: (query, { identityId }) => db.identity.findUniqueOrThrow({ ...query, where: { id: identityId } }),
    }),
    rebuildingDayCount: t.exposeInt('rebuildingDayCount', { description: 'Days whose figures are being rebuilt.' }),
  }),
});

const MapIdentityInput = builder.inputType('MapIdentityInput', {
  description:
    'At least one owner. Without dates the mapping holds always; it replaces what was said of the same days.',
  fields: (t) => ({
    identityId: t.id({ required: true }),
    memberId: t.id(),
    agentId: t.id(),
    projectId: t.id(),
    from: t.field({ type: 'Date', description: 'First day.' }),
    until: t.field({ type: 'Date', description: 'First day no longer.' }),
  }),
});

const UnmapIdentityInput = builder.inputType('UnmapIdentityInput', {
  fields: (t) => ({
    identityId: t.id({ required: true }),
    from: t.field({ type: 'Date', description: 'First day.' }),
    until: t.field({ type: 'Date', description: 'First day no longer.' }),
  }),
});

const text = (id: string | number | null | undefined) => (id == null ? id : String(id));

builder.mutationFields((t) => ({
  mapIdentity: t.field({
    description: 'Says who an identity is; past and future usage follow.',
    type: MappedIdentityRef,
    args: { input: t.arg({ type: MapIdentityInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: (_root, { input }, context) =>
      mapIdentity(context, {
        ...input,
        identityId: String(input.identityId),
        memberId: text(input.memberId),
        agentId: text(input.agentId),
        projectId: text(input.projectId),
      }),
  }),
  unmapIdentity: t.field({
    description: 'Makes an identity nobody’s, and keeps automatic mapping from coming back.',
    type: MappedIdentityRef,
    args: { input: t.arg({ type: UnmapIdentityInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: (_root, { input }, context) => unmapIdentity(context, { ...input, identityId: String(input.identityId) }),
  }),
  ignoreIdentity: t.prismaField({
    description: 'Sets an identity aside in the inbox, or brings it back; its spend stays where it is.',
    type: Identity,
    args: {
      identityId: t.arg.id({ required: true }),
      isIgnored: t.arg.boolean({ required: true, defaultValue: true }),
    },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { identityId, isIgnored }, context) => {
      const where = await ignoreIdentity(context, String(identityId), isIgnored);
      return db.identity.findUniqueOrThrow({ ...query, where });
    },
  }),
}));
