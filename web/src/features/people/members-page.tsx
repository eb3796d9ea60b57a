import { Button, SegmentedControl } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import type { MemberStatus, MembersPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { InviteMemberDialog } from './invite-member-dialog.tsx';
import { type MembersSearch, memberFilters } from './members-search.ts';
import { MembersTable } from './members-table.tsx';

const MembersPageDocument = graphql(`
  query MembersPage($status: [MemberStatus!], $after: String) {
    members(first: 500, status: $status, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...MembersTable_member
        }
      }
    }
  }
`);

const filterLabels = { current: 'Current', deactivated: 'Deactivated', all: 'All' } as const;
const statuses: Record<MembersSearch['show'], MemberStatus[] | null> = {
  current: ['UNCLAIMED', 'INVITED', 'ACTIVE'],
  deactivated: ['DEACTIVATED'],
  all: null,
};
const pick = (data: MembersPageQuery) => data.members;
const context = { additionalTypenames: ['Member'] };

interface MembersPageProps {
  search: MembersSearch;
  onSearch: (change: Partial<MembersSearch>) => void;
}

export function MembersPage({ search, onSearch }: MembersPageProps) {
  const variables = useMemo(() => ({ status: statuses[search.show] }), [search.show]);
  const query = useAllNodes({ query: MembersPageDocument, variables, pick, context });
  return (
    <Page
      title="Members"
      actions={
        <Button leftSection={<IconUserPlus size={16} />} onClick={() => onSearch({ dialog: 'invite' })}>
          Invite member
        </Button>
      }
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(members) => (
          <MembersTable
            members={members}
            search={search}
            onSearch={onSearch}
            toolbar={
              <SegmentedControl
                size="xs"
                aria-label="Which members"
                value={search.show}
                onChange={(show) => onSearch({ show, page: 1 })}
                data={memberFilters.map((value) => ({ value, label: filterLabels[value] }))}
              />
            }
            empty={
              <EmptyState title={search.show === 'deactivated' ? 'Nobody is deactivated' : 'No members yet'}>
                Members also appear by themselves once a vendor reports usage of an address of your domains.
              </EmptyState>
            }
          />
        )}
      </Loaded>
      {search.dialog === 'invite' ? <InviteMemberDialog onClose={() => onSearch({ dialog: undefined })} /> : null}
    </Page>
  );
}
