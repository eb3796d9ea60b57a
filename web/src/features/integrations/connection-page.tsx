import { Anchor, Button, Tabs } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { graphql } from '../../gql/index.ts';
import { ConnectionActions } from './connection-actions.tsx';
import { ConnectionFacts } from './connection-facts.tsx';
import type { ConnectionSearch } from './connection-search.ts';
import { ConnectionSettings } from './connection-settings.tsx';
import { LiveRuns } from './live-runs.tsx';
import { StreamsTable } from './streams-table.tsx';
import { SyncHistory } from './sync-history.tsx';
import { SyncRunDrawer } from './sync-run-drawer.tsx';
import { useConnectionActions } from './use-connection-actions.ts';

const ConnectionPageQuery = graphql(`
  query ConnectionPage($id: ID!) {
    connection(id: $id) {
      id
      name
      status
      activeRuns {
        id
        kind
      }
      ...LiveRuns_connection
      ...ConnectionFacts_connection
      ...StreamsTable_connection
      ...ConnectionSettings_connection
      ...ConnectionActions_connection
    }
  }
`);

const context = { additionalTypenames: ['SyncRun'] };

interface ConnectionPageProps {
  connectionId: string;
  search: ConnectionSearch;
  onSearch: (change: Partial<ConnectionSearch>) => void;
}

/** One vendor account: how it goes, what has been read, and how it is read. */
export function ConnectionPage({ connectionId, search, onSearch }: ConnectionPageProps) {
  const [{ data, error }, load] = useQuery({ query: ConnectionPageQuery, variables: { id: connectionId }, context });
  const reload = useCallback(() => load({ requestPolicy: 'network-only' }), [load]);
  const { startSync, isSyncBusy } = useConnectionActions();
  const connection = data?.connection;

  if (error && !data) return <ErrorState error={error} onRetry={reload} />;
  if (!data) return <FactsSkeleton />;
  if (!connection) return <NotFound what="connection" />;
  const isSyncing = connection.activeRuns.some(({ kind }) => kind === 'SYNC');
  return (
    <Page
      title={connection.name}
      above={
        <Anchor component={Link} to="/integrations" fz="sm">
          Integrations
        </Anchor>
      }
      actions={
        <>
          {connection.status === 'DISCONNECTED' ? null : (
            <Button
              leftSection={<IconRefresh size={16} />}
              loading={isSyncBusy}
              disabled={isSyncing}
              onClick={() => void startSync(connection.id)}
            >
              {isSyncing ? 'Syncing' : 'Sync now'}
            </Button>
          )}
          <ConnectionActions connection={connection} isOwnPage />
        </>
      }
    >
      <LiveRuns connection={connection} onEnded={reload} onOpen={(run) => onSearch({ run })} />
      <Tabs
        value={search.view}
        onChange={(view) => onSearch({ view: view === 'settings' ? 'settings' : 'activity' })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="activity">Activity</Tabs.Tab>
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="activity">
          <ConnectionFacts connection={connection} />
          <StreamsTable connection={connection} />
          <SyncHistory
            connectionId={connection.id}
            activity={connection.activeRuns.map(({ id }) => id).join()}
            count={search.runs}
            onCount={(runs) => onSearch({ runs })}
            onOpen={(run) => onSearch({ run })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <ConnectionSettings connection={connection} />
        </Tabs.Panel>
      </Tabs>
      {search.run ? (
        <SyncRunDrawer key={search.run} runId={search.run} onEnded={reload} onClose={() => onSearch({ run: '' })} />
      ) : null}
    </Page>
  );
}
