import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { Agent } from './agent.graphql.ts';
import { type ListFilter, ListOrder, listWhere } from './named-list.graphql.ts';

interface AgentsFilter extends ListFilter {
  ownerMemberId?: string | null | undefined;
  projectId?: string | null | undefined;
}

function agentsWhere({ ownerMemberId, projectId, ...filter }: AgentsFilter) {
  return {
    ...listWhere(filter),
    ...(ownerMemberId ? { ownerMemberId: requireDatabaseId(ownerMemberId, 'Member', 'ownerMemberId') } : {}),
    ...(projectId ? { projectId: requireDatabaseId(projectId, 'Project', 'projectId') } : {}),
  };
}

builder.queryFields((t) => ({
  agents: t.prismaConnection({
    type: Agent,
    cursor: 'id',
    authScopes: { scope: 'READ' },
    args: {
      search: t.arg.string(),
      isArchived: t.arg.boolean({ description: 'Null: both.' }),
      ownerMemberId: t.arg.id(),
      projectId: t.arg.id(),
      orderBy: t.arg({ type: ListOrder, required: true, defaultValue: { field: 'name', direction: 'asc' } }),
    },
    totalCount: (_root, args) => db.agent.count({ where: agentsWhere(args) }),
    resolve: (query, _root, args) =>
      db.agent.findMany({
        ...query,
        where: agentsWhere(args),
        orderBy: [{ [args.orderBy.field]: args.orderBy.direction }, { id: 'asc' }],
      }),
  }),
  agent: t.prismaField({
    type: Agent,
    nullable: true,
    authScopes: { scope: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }) =>
      db.agent.findUnique({ ...query, where: { id: requireDatabaseId(id, 'Agent', 'id') } }),
  }),
}));
