import { DataTable, type ListFrame } from '../../components/data-table/data-table.tsx';
import { createListColumns } from '../../components/data-table/table-features.ts';
import type { ProjectsTable_ProjectFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ProjectActions } from './project-actions.tsx';
import { actionsColumn, spendColumn } from './spend-column.tsx';
import { useRowsWithSpend } from './use-rows-with-spend.ts';

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
  column.accessor('spend', spendColumn),
  column.display({ ...actionsColumn, cell: ({ row }) => <ProjectActions project={row.original} /> }),
]);

interface ProjectsTableProps extends ListFrame {
  projects: FragmentType<typeof ProjectRow>[];
}

export function ProjectsTable({ projects, ...list }: ProjectsTableProps) {
  const rows = useRowsWithSpend('PROJECT', readFragment(ProjectRow, projects));
  return (
    <DataTable label="projects" rows={rows} columns={columns} getRowId={({ id }) => id} defaultSort="name" {...list} />
  );
}
