import { ActorKind, type Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';

const ActorKindEnum = builder.enumType(ActorKind, { name: 'ActorKind' });

const AuditEvent = builder.prismaNode('AuditEvent', {
  authScopes: { admin: true },
  id: { field: 'id' },
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    actorKind: t.expose('actorKind', { type: ActorKindEnum }),
    member: t.relation('member', { nullable: true, description: 'Who did it, also by token.' }),
    apiToken: t.relation('apiToken', { nullable: true }),
    action: t.exposeString('action'),
    subjectType: t.exposeString('subjectType'),
    subjectId: t.string({
      description: 'Global id of what was changed; empty when there is none.',
      resolve: ({ subjectType, subjectId }) => (subjectType && subjectId ? `${subjectType}:${subjectId}` : subjectId),
    }),
    before: t.expose('before', { type: 'JSON', nullable: true }),
    after: t.expose('after', { type: 'JSON', nullable: true }),
  }),
});

interface AuditFilter {
  action?: string | null | undefined;
  memberId?: string | null | undefined;
  subjectType?: string | null | undefined;
  subjectId?: string | null | undefined;
  from?: Date | null | undefined;
  until?: Date | null | undefined;
}

function auditWhere({
  action,
  memberId,
  subjectType,
  subjectId,
  from,
  until,
}: AuditFilter): Prisma.AuditEventWhereInput {
  const [subjectKind, subjectKey] = subjectId?.split(':') ?? [];
  return {
    ...(action ? { action } : {}),
    ...(memberId ? { memberId: requireDatabaseId(memberId, 'Member', 'memberId') } : {}),
    ...(subjectType ? { subjectType } : {}),
    ...(subjectKind && subjectKey ? { subjectType: subjectKind, subjectId: subjectKey } : {}),
    ...(from || until ? { at: { ...(from ? { gte: from } : {}), ...(until ? { lt: until } : {}) } } : {}),
  };
}

builder.queryField('auditEvents', (t) =>
  t.prismaConnection({
    description: 'Newest first.',
    type: AuditEvent,
    cursor: 'id',
    authScopes: { admin: true },
    args: {
      action: t.arg.string({ description: 'Such as createTeam, signIn, signInFailed.' }),
      memberId: t.arg.id({ description: 'Who did it.' }),
      subjectType: t.arg.string({ description: 'Such as Team.' }),
      subjectId: t.arg.id({ description: 'Such as Team:3.' }),
      from: t.arg({ type: 'DateTime' }),
      until: t.arg({ type: 'DateTime', description: 'Excluded.' }),
    },
    totalCount: (_root, args) => db.auditEvent.count({ where: auditWhere(args) }),
    resolve: (query, _root, args) =>
      db.auditEvent.findMany({ ...query, where: auditWhere(args), orderBy: { id: 'desc' } }),
  }),
);
