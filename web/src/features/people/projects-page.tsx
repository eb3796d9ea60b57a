import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { graphql } from '../../gql/index.ts';
import { ArchivablePage } from './archivable-page.tsx';
import type { ArchivableSearch } from './archivable-search.ts';
import { ArchiveFilter } from './archive-filter.tsx';
import { ProjectDialog } from './project-dialog.tsx';
import { ProjectsTable } from './projects-table.tsx';

const ProjectsPageQuery = graphql(`
  query ProjectsPage($isArchived: Boolean!) {
    projects(first: 500, isArchived: $isArchived) {
      edges {
        node {
          ...ProjectsTable_project
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['Project'] };

interface ProjectsPageProps {
  search: ArchivableSearch;
  onSearch: (change: Partial<ArchivableSearch>) => void;
}

export function ProjectsPage({ search, onSearch }: ProjectsPageProps) {
  const isArchived = search.show === 'archived';
  const query = useQuery({ query: ProjectsPageQuery, variables: { isArchived }, context });
  return (
    <ArchivablePage
      title="Projects"
      newLabel="New project"
      search={search}
      onSearch={onSearch}
      dialog={(close) => <ProjectDialog onClose={close} />}
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(data) => (
          <ProjectsTable
            projects={data.projects.edges.map(({ node }) => node)}
            search={search}
            onSearch={onSearch}
            toolbar={
              <ArchiveFilter label="Which projects" show={search.show} onShow={(show) => onSearch({ show, page: 1 })} />
            }
            empty={
              <EmptyState title={isArchived ? 'No project is archived' : 'No projects yet'}>
                A project says what spend is for. Agents and vendor keys can belong to one.
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </ArchivablePage>
  );
}
