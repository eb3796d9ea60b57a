import { Button, SegmentedControl } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import type { MemberStatus } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { InviteMemberDialog } from './invite-member-dialog.tsx';
import { type MembersSearch, memberFilters } from './members-search.ts';
import { MembersTable } from './members-table.tsx';

const MembersPageQuery = graphql(`
  query MembersPage($status: [MemberStatus!]) {
    members(first: 500, status: $status) {
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
const context = { additionalTypenames: ['Member'] };

interface MembersPageProps {
  search: MembersSearch;
  onSearch: (change: Partial<MembersSearch>) => void;
}

export function MembersPage({ search, onSearch }: MembersPageProps) {
  const query = useQuery({ query: MembersPageQuery, variables: { status: statuses[search.show] }, context });
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
        {(data) => (
          <MembersTable
            members={data.members.edges.map(({ node }) => node)}
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
