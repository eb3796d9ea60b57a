import { useMemo } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { ProjectsPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { ArchivablePage } from './archivable-page.tsx';
import type { ArchivableSearch } from './archivable-search.ts';
import { ArchiveFilter } from './archive-filter.tsx';
import { ProjectDialog } from './project-dialog.tsx';
import { ProjectsTable } from './projects-table.tsx';

const ProjectsPageDocument = graphql(`
  query ProjectsPage($isArchived: Boolean!, $after: String) {
    projects(first: 500, isArchived: $isArchived, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...ProjectsTable_project
        }
      }
    }
  }
`);

const pick = (data: ProjectsPageQuery) => data.projects;
const context = { additionalTypenames: ['Project'] };

interface ProjectsPageProps {
  search: ArchivableSearch;
  onSearch: (change: Partial<ArchivableSearch>) => void;
}

export function ProjectsPage({ search, onSearch }: ProjectsPageProps) {
  const isArchived = search.show === 'archived';
  const variables = useMemo(() => ({ isArchived }), [isArchived]);
  const query = useAllNodes({ query: ProjectsPageDocument, variables, pick, context });
  return (
    <ArchivablePage
      title="Projects"
      newLabel="New project"
      search={search}
      onSearch={onSearch}
      dialog={(close) => <ProjectDialog onClose={close} />}
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(projects) => (
          <ProjectsTable
            projects={projects}
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
