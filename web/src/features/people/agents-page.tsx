import { useMemo } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { AgentsPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { AgentDialog } from './agent-dialog.tsx';
import { AgentsTable } from './agents-table.tsx';
import { ArchivablePage } from './archivable-page.tsx';
import type { ArchivableSearch } from './archivable-search.ts';
import { ArchiveFilter } from './archive-filter.tsx';

const AgentsPageDocument = graphql(`
  query AgentsPage($isArchived: Boolean!, $after: String) {
    agents(first: 500, isArchived: $isArchived, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...AgentsTable_agent
        }
      }
    }
  }
`);

const pick = (data: AgentsPageQuery) => data.agents;
const context = { additionalTypenames: ['Agent'] };

interface AgentsPageProps {
  search: ArchivableSearch;
  onSearch: (change: Partial<ArchivableSearch>) => void;
}

export function AgentsPage({ search, onSearch }: AgentsPageProps) {
  const isArchived = search.show === 'archived';
  const variables = useMemo(() => ({ isArchived }), [isArchived]);
  const query = useAllNodes({ query: AgentsPageDocument, variables, pick, context });
  return (
    <ArchivablePage
      title="Agents"
      newLabel="New agent"
      search={search}
      onSearch={onSearch}
      dialog={(close) => <AgentDialog onClose={close} />}
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(agents) => (
          <AgentsTable
            agents={agents}
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
