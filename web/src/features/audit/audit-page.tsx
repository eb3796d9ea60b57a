import { Autocomplete, Button, Group, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql } from '../../gql/index.ts';
import { auditActions } from './audit-actions.ts';
import { AuditEventRow } from './audit-event-row.tsx';
import type { AuditSearch } from './audit-search.ts';

const AuditPageQuery = graphql(`
  query AuditPage($action: String, $after: String) {
    auditEvents(first: 50, action: $action, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          ...AuditEventRow_auditEvent
        }
      }
    }
  }
`);

interface AuditPageProps {
  search: AuditSearch;
  onSearch: (change: Partial<AuditSearch>) => void;
  /** Opens the next page as a step of its own, so that "back" leads to this one. */
  onNext: (after: string) => void;
}

/** Every change and every sign-in, newest first. */
export function AuditPage({ search, onSearch, onNext }: AuditPageProps) {
  const query = useQuery({
    query: AuditPageQuery,
    variables: { action: search.action || null, after: search.after ?? null },
    requestPolicy: 'cache-and-network',
  });
  return (
    <>
      <Autocomplete
        maw={320}
        mb="sm"
        aria-label="Action"
        placeholder="All actions, or one such as signInFailed"
        clearable
        data={auditActions}
        value={search.action}
        onChange={(action) => onSearch({ action, after: undefined })}
      />
      <Loaded query={query} skeleton={<FactsSkeleton />}>
        {({ auditEvents: { edges, pageInfo, totalCount } }) =>
          edges.length === 0 ? (
            <EmptyState title="No such event">Write the action as the log does, such as createTeam.</EmptyState>
          ) : (
            <>
              <PlainTable label="Events" headings={['When', 'Who', 'Action', 'What', 'Change']}>
                {edges.map(({ node }) => (
                  <AuditEventRow key={node.id} auditEvent={node} />
                ))}
              </PlainTable>
              <Group justify="space-between" mt="sm">
                <Text c="dimmed" fz="sm" role="status">
                  {totalCount} events
                </Text>
                <Group gap="xs">
                  {search.after ? (
                    <Button variant="default" onClick={() => onSearch({ after: undefined })}>
                      Newest
                    </Button>
                  ) : null}
                  {pageInfo.hasNextPage ? (
                    <Button variant="default" onClick={() => onNext(pageInfo.endCursor ?? '')}>
                      Older
                    </Button>
                  ) : null}
                </Group>
              </Group>
            </>
          )
        }
      </Loaded>
    </>
  );
}
