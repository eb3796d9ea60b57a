import { Link } from '@tanstack/react-router';
import { DataTable, type ListFrame } from '../../components/data-table/data-table.tsx';
import { createListColumns } from '../../components/data-table/table-features.ts';
import type { AgentsTable_AgentFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { AgentActions } from './agent-actions.tsx';
import { actionsColumn, spendColumn } from './spend-column.tsx';
import { useRowsWithSpend } from './use-rows-with-spend.ts';

const AgentRow = graphql(`
  fragment AgentsTable_agent on Agent {
    id
    name
    ownerMember {
      name
    }
    project {
      name
    }
    ...AgentActions_agent
  }
`);

type Row = AgentsTable_AgentFragment & { spend: string | null };
const column = createListColumns<Row>();

const columns = column.columns([
  column.accessor('name', {
    header: 'Name',
    cell: ({ row }) => (
      <Link to="/agents/$agentId" params={{ agentId: row.original.id }}>
        {row.original.name}
      </Link>
    ),
  }),
  column.accessor(({ ownerMember }) => ownerMember?.name ?? '', {
    id: 'owner',
    header: 'Owner',
    cell: ({ getValue }) => getValue() || 'Nobody',
    meta: { isHiddenOnPhone: true },
  }),
  column.accessor(({ project }) => project?.name ?? '', {
    id: 'project',
    header: 'Project',
    cell: ({ getValue }) => getValue() || '–',
    meta: { isHiddenOnPhone: true },
  }),
  column.accessor('spend', spendColumn),
  column.display({ ...actionsColumn, cell: ({ row }) => <AgentActions agent={row.original} /> }),
]);

interface AgentsTableProps extends ListFrame {
  agents: FragmentType<typeof AgentRow>[];
}

export function AgentsTable({ agents, ...list }: AgentsTableProps) {
  const rows = useRowsWithSpend('AGENT', readFragment(AgentRow, agents));
  return (
    <DataTable label="agents" rows={rows} columns={columns} getRowId={({ id }) => id} defaultSort="name" {...list} />
  );
}
