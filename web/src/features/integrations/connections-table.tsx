import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns } from '../../components/data-table/table-features.ts';
import { Instant } from '../../components/instant.tsx';
import type { ConnectionsTable_ConnectionFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ConnectionActions } from './connection-actions.tsx';
import { ConnectionHealth } from './connection-health.tsx';
import { CoverageWords } from './coverage-words.tsx';
import { LiveProgress } from './live-progress.tsx';
import { LiveRunFragment } from './run-fragments.ts';
import { runKindLabel } from './sync-run-words.ts';

const ConnectionRow = graphql(`
  fragment ConnectionsTable_connection on Connection {
    id
    name
    accountName
    health
    status
    lastSucceededAt
    nextSyncAt
    vendor {
      code
      name
    }
    coverage {
      earliestDay
      latestDay
      openDayCount
    }
    activeRuns {
      id
      ...LiveRun_run
    }
    ...ConnectionHealth_connection
    ...ConnectionActions_connection
  }
`);

const column = createListColumns<ConnectionsTable_ConnectionFragment>();

const columns = column.columns([
  column.accessor('name', {
    header: 'Connection',
    cell: ({ row: { original } }) => (
      <>
        <Link to="/integrations/connections/$connectionId" params={{ connectionId: original.id }}>
          {original.name}
        </Link>
        <Text c="dimmed" fz="xs">
          {original.accountName ? `${original.vendor.name} · ${original.accountName}` : original.vendor.name}
        </Text>
      </>
    ),
  }),
  column.accessor('health', {
    header: 'State',
    cell: ({ row: { original } }) => <State connection={original} />,
  }),
  column.accessor(({ lastSucceededAt }) => lastSucceededAt ?? '', {
    id: 'read',
    header: 'Last read',
    sortDescFirst: true,
    meta: { isHiddenOnPhone: true },
    cell: ({ row }) => <Instant at={row.original.lastSucceededAt} isRelative />,
  }),
  column.accessor(({ nextSyncAt }) => nextSyncAt ?? '', {
    id: 'next',
    header: 'Next run',
    meta: { isHiddenOnPhone: true },
    cell: ({ row }) => <Instant at={row.original.nextSyncAt} never="–" isRelative />,
  }),
  column.accessor(({ coverage }) => coverage.earliestDay ?? '', {
    id: 'days',
    header: 'Days read',
    meta: { isHiddenOnPhone: true },
    cell: ({ row }) => <CoverageWords coverage={row.original.coverage} />,
  }),
  column.display({
    id: 'actions',
    header: '',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row }) => <ConnectionActions connection={row.original} />,
  }),
]);

function State({ connection }: { connection: ConnectionsTable_ConnectionFragment }) {
  const [run] = readFragment(LiveRunFragment, connection.activeRuns);
  return (
    <>
      <ConnectionHealth connection={connection} isClamped />
      {run ? <LiveProgress label={`${runKindLabel(run)} of ${connection.name}`} run={run} isCompact /> : null}
    </>
  );
}

interface ConnectionsTableProps {
  connections: FragmentType<typeof ConnectionRow>[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  empty: ReactNode;
}

export function ConnectionsTable({ connections, ...list }: ConnectionsTableProps) {
  const rows = useMemo(() => [...readFragment(ConnectionRow, connections)], [connections]);
  return (
    <DataTable
      label="connections"
      rows={rows}
      columns={columns}
      getRowId={({ id }) => id}
      defaultSort="name"
      {...list}
    />
  );
}
