import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { graphql } from '../../gql/index.ts';
import { AgentDialog } from './agent-dialog.tsx';
import { AgentsTable } from './agents-table.tsx';
import { ArchivablePage } from './archivable-page.tsx';
import type { ArchivableSearch } from './archivable-search.ts';
import { ArchiveFilter } from './archive-filter.tsx';

const AgentsPageQuery = graphql(`
  query AgentsPage($isArchived: Boolean!) {
    agents(first: 500, isArchived: $isArchived) {
      edges {
        node {
          ...AgentsTable_agent
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['Agent'] };

interface AgentsPageProps {
  search: ArchivableSearch;
  onSearch: (change: Partial<ArchivableSearch>) => void;
}

export function AgentsPage({ search, onSearch }: AgentsPageProps) {
  const isArchived = search.show === 'archived';
  const query = useQuery({ query: AgentsPageQuery, variables: { isArchived }, context });
  return (
    <ArchivablePage
      title="Agents"
      newLabel="New agent"
      search={search}
      onSearch={onSearch}
      dialog={(close) => <AgentDialog onClose={close} />}
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(data) => (
          <AgentsTable
            agents={data.agents.edges.map(({ node }) => node)}
            search={search}
            onSearch={onSearch}
            toolbar={
              <ArchiveFilter label="Which agents" show={search.show} onShow={(show) => onSearch({ show, page: 1 })} />
            }
            empty={
              <EmptyState title={isArchived ? 'No agent is archived' : 'No agents yet'}>
                An agent is software that spends on its own. Give it an owner who answers for it.
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </ArchivablePage>
  );
}
