import { useMemo } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { TeamsPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { ArchivablePage } from './archivable-page.tsx';
import type { ArchivableSearch } from './archivable-search.ts';
import { ArchiveFilter } from './archive-filter.tsx';
import { TeamDialog } from './team-dialog.tsx';
import { TeamsTable } from './teams-table.tsx';

const TeamsPageDocument = graphql(`
  query TeamsPage($isArchived: Boolean!, $after: String) {
    teams(first: 500, isArchived: $isArchived, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...TeamsTable_team
        }
      }
    }
  }
`);

const pick = (data: TeamsPageQuery) => data.teams;
const context = { additionalTypenames: ['Team'] };

interface TeamsPageProps {
  search: ArchivableSearch;
  onSearch: (change: Partial<ArchivableSearch>) => void;
}

export function TeamsPage({ search, onSearch }: TeamsPageProps) {
  const isArchived = search.show === 'archived';
  const variables = useMemo(() => ({ isArchived }), [isArchived]);
  const query = useAllNodes({ query: TeamsPageDocument, variables, pick, context });
  return (
    <ArchivablePage
      title="Teams"
      newLabel="New team"
      search={search}
      onSearch={onSearch}
      dialog={(close) => <TeamDialog onClose={close} />}
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(teams) => (
          <TeamsTable
            teams={teams}
            search={search}
            onSearch={onSearch}
            toolbar={
              <ArchiveFilter label="Which teams" show={search.show} onShow={(show) => onSearch({ show, page: 1 })} />
            }
            empty={
              <EmptyState title={isArchived ? 'No team is archived' : 'No teams yet'}>
                A team groups members under one cost centre; spend follows the team a member belonged to on the day.
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </ArchivablePage>
  );
}
