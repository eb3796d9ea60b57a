import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { Money } from '../../components/money.tsx';
import type { ProjectsTable_ProjectFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ProjectActions } from './project-actions.tsx';
import { useSpendBy } from './use-spend-by.ts';

const ProjectRow = graphql(`
  fragment ProjectsTable_project on Project {
    id
    name
    agents {
      id
    }
    ...ProjectActions_project
  }
`);

type Row = ProjectsTable_ProjectFragment & { spend: string | null };
const column = createListColumns<Row>();

const columns = column.columns([
  column.accessor('name', { header: 'Name' }),
  column.accessor(({ agents }) => agents.length, {
    id: 'agents',
    header: 'Agents',
    enableGlobalFilter: false,
    meta: { align: 'right' },
    cell: ({ getValue }) => <span className="numeric">{getValue()}</span>,
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
    cell: ({ row }) => <ProjectActions project={row.original} />,
  }),
]);

interface ProjectsTableProps {
  projects: FragmentType<typeof ProjectRow>[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  toolbar: ReactNode;
  empty: ReactNode;
}

export function ProjectsTable({ projects, ...list }: ProjectsTableProps) {
  const spend = useSpendBy('PROJECT');
  const rows = useMemo(
    () =>
      readFragment(ProjectRow, projects).map((project) => ({
        ...project,
        spend: spend ? (spend.get(project.id) ?? '0') : null,
      })),
    [projects, spend],
  );
  return (
    <DataTable label="projects" rows={rows} columns={columns} getRowId={({ id }) => id} defaultSort="name" {...list} />
  );
}
