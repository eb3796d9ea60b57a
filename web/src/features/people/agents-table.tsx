import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { Money } from '../../components/money.tsx';
import type { AgentsTable_AgentFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { AgentActions } from './agent-actions.tsx';
import { useSpendBy } from './use-spend-by.ts';

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
  column.accessor('spend', {
    header: 'Spend, 30 days',
    sortFn: sortByDecimal,
    sortDescFirst: true,
    enableGlobalFilter: false,
    meta: { align: 'right' },
    cell: ({ getValue }) => <Money amount={getValue()} />,
  }),
  column.display({
    id: 'actions',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row }) => <AgentActions agent={row.original} />,
  }),
]);

interface AgentsTableProps {
  agents: FragmentType<typeof AgentRow>[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  toolbar: ReactNode;
  empty: ReactNode;
}

export function AgentsTable({ agents, ...list }: AgentsTableProps) {
  const spend = useSpendBy('AGENT');
  const rows = useMemo(
    () =>
      readFragment(AgentRow, agents).map((agent) => ({ ...agent, spend: spend ? (spend.get(agent.id) ?? '0') : null })),
    [agents, spend],
  );
  return (
    <DataTable label="agents" rows={rows} columns={columns} getRowId={({ id }) => id} defaultSort="name" {...list} />
  );
}
