import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Message } from '../../components/message.tsx';
import { graphql } from '../../gql/index.ts';
import type { ConnectionsSearch } from './connections-search.ts';
import { ConnectionsTable } from './connections-table.tsx';
import { IntegrationsFrame } from './integrations-frame.tsx';

const ConnectionsPageQuery = graphql(`
  query ConnectionsPage {
    connections(first: 500) {
      edges {
        node {
          id
          activeRuns {
            id
          }
          ...ConnectionsTable_connection
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['Connection', 'SyncRun'] };
const LOOK_EVERY_MS = 2000;

interface ConnectionsPageProps {
  search: ConnectionsSearch;
  onSearch: (change: Partial<ConnectionsSearch>) => void;
}

/** Every vendor account that is read, and how that goes. */
export function ConnectionsPage({ search, onSearch }: ConnectionsPageProps) {
  const [{ data, error }, load] = useQuery({ query: ConnectionsPageQuery, context });
  const connections = useMemo(() => (data?.connections.edges ?? []).map(({ node }) => node), [data]);
  const isAnyRunning = connections.some(({ activeRuns }) => activeRuns.length > 0);

  useEffect(() => {
    if (!isAnyRunning) return;
    const timer = setInterval(() => load({ requestPolicy: 'network-only' }), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isAnyRunning, load]);

  return (
    <IntegrationsFrame
      actions={
        <Button component={Link} to="/integrations/connect" leftSection={<IconPlus size={16} />}>
          Connect a vendor
        </Button>
      }
    >
      {error && !data ? <ErrorState error={error} onRetry={() => load({ requestPolicy: 'network-only' })} /> : null}
      {!error && !data ? <ListSkeleton /> : null}
      {data ? (
        <ConnectionsTable connections={connections} search={search} onSearch={onSearch} empty={<NoConnections />} />
      ) : null}
    </IntegrationsFrame>
  );
}

function NoConnections() {
  return (
    <Message
      icon={IconPlugConnected}
      title="Connect your first vendor"
      action={
        <Button component={Link} to="/integrations/connect">
          Choose a vendor
        </Button>
      }
    >
      Give Outlay an admin key, and it reads usage and cost by itself: the last days within a minute, the history behind
      them, and every new day from then on.
    </Message>
  );
}
