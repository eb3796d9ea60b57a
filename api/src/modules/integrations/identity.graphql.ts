import { IdentityKind, MappingSource, type Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { OrderDirection } from '../../graphql/order-direction.ts';
import { literalText, searchText } from '../../lib/search-text.ts';

export const IdentityKindEnum = builder.enumType(IdentityKind, { name: 'IdentityKind' });

builder.prismaNode('IdentityMapping', {
  description: 'Who an identity is, between two days; open ends mean "always".',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    from: t.expose('from', { type: 'Date', nullable: true }),
    until: t.expose('until', { type: 'Date', nullable: true, description: 'First day no longer.' }),
    member: t.relation('member', { nullable: true }),
    agent: t.relation('agent', { nullable: true }),
    project: t.relation('project', { nullable: true }),
    source: t.expose('source', { type: builder.enumType(MappingSource, { name: 'MappingSource' }) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
  }),
});

/** A mapping to nobody only keeps automatic mapping away. */
export const isMapped = {
  OR: [{ memberId: { not: null } }, { agentId: { not: null } }, { projectId: { not: null } }],
} satisfies Prisma.IdentityMappingWhereInput;

export const Identity = builder.prismaNode('Identity', {
  description: 'Somebody or something as the vendor knows it. For administrators.',
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    connection: t.relation('connection', { nullable: true }),
    kind: t.expose('kind', { type: IdentityKindEnum }),
    externalId: t.exposeString('externalId'),
    name: t.exposeString('name'),
    email: t.exposeString('email', { nullable: true }),
    hint: t.exposeString('hint', { nullable: true, description: 'The visible part of a key.' }),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime' }),
    deletedAt: t.expose('deletedAt', {
      type: 'DateTime',
      nullable: true,
      description: "Gone from the vendor's directory.",
    }),
    ignoredAt: t.expose('ignoredAt', { type: 'DateTime', nullable: true, description: 'Set aside in the inbox.' }),
    mappings: t.relation('mappings', {
      description: 'Oldest first; empty: nobody is known.',
      query: { where: isMapped, orderBy: [{ from: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }] },
    }),
  }),
});

const IdentityFilter = builder.inputType('IdentityFilter', {
  fields: (t) => ({
    connectionId: t.id(),
    kinds: t.field({ type: [IdentityKindEnum] }),
    search: t.string({ description: 'Part of the name, address, hint or vendor id.' }),
    isMapped: t.boolean(),
    isIgnored: t.boolean(),
    isDeleted: t.boolean(),
    memberId: t.id({ description: 'Mapped to this member at some time.' }),
    agentId: t.id({ description: 'Mapped to this agent at some time.' }),
  }),
});

const IdentityOrder = builder.inputType('IdentityOrder', {
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('IdentityOrderField', {
        values: { NAME: { value: 'name' }, EMAIL: { value: 'email' }, FIRST_SEEN_AT: { value: 'firstSeenAt' } },
      }),
      required: true,
    }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'asc' }),
  }),
});

builder.queryField('identities', (t) =>
  t.prismaConnection({
    description: 'Everybody and everything the vendors name; by name.',
    type: Identity,
    cursor: 'id',
    totalCount: (_root, { filter }) => db.identity.count({ where: whereOf(filter) }),
    authScopes: { admin: true },
    args: { filter: t.arg({ type: IdentityFilter }), orderBy: t.arg({ type: IdentityOrder }) },
    resolve: (query, _root, { filter, orderBy }) =>
      db.identity.findMany({
        ...query,
        where: whereOf(filter),
        orderBy: [orderBy ? { [orderBy.field]: orderBy.direction } : { name: 'asc' }, { id: 'asc' }],
      }),
  }),
);

function whereOf(filter: typeof IdentityFilter.$inferInput | null | undefined): Prisma.IdentityWhereInput {
  const { connectionId, kinds, memberId, agentId } = filter ?? {};
  const search = literalText(searchText(filter?.search, 'filter.search'));
  const holds = (mode: 'name' | 'email' | 'hint' | 'externalId') => ({
    [mode]: { contains: search, mode: 'insensitive' },
  });
  return {
    ...(connectionId ? { connectionId: requireDatabaseId(String(connectionId), 'Connection', 'connectionId') } : {}),
    ...(kinds ? { kind: { in: kinds } } : {}),
    ...(search ? { OR: [holds('name'), holds('email'), holds('hint'), holds('externalId')] } : {}),
    ...isSet('ignoredAt', filter?.isIgnored),
    ...isSet('deletedAt', filter?.isDeleted),
    AND: [
      typeof filter?.isMapped === 'boolean' ? { mappings: { [filter.isMapped ? 'some' : 'none']: isMapped } } : {},
      memberId ? { mappings: { some: { memberId: requireDatabaseId(String(memberId), 'Member', 'memberId') } } } : {},
      agentId ? { mappings: { some: { agentId: requireDatabaseId(String(agentId), 'Agent', 'agentId') } } } : {},
    ],
  };
}

const isSet = (field: 'ignoredAt' | 'deletedAt', wanted: boolean | null | undefined) =>
  typeof wanted === 'boolean' ? { [field]: wanted ? { not: null } : null } : {};
