import { Drawer } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { graphql } from '../../gql/index.ts';
import { SyncRunDetail } from './sync-run-detail.tsx';

const SyncRunDrawerQuery = graphql(`
  query SyncRunDrawer($id: ID!) {
    syncRun(id: $id) {
      id
      connection {
        id
        vendor {
          code
          streams {
            name
            label
          }
        }
      }
      ...LiveRun_run
    }
  }
`);

interface SyncRunDrawerProps {
  runId: string;
  onEnded: () => void;
  onClose: () => void;
}

/** One run, stream by stream. */
export function SyncRunDrawer({ runId, onEnded, onClose }: SyncRunDrawerProps) {
  const [{ data, error }, load] = useQuery({ query: SyncRunDrawerQuery, variables: { id: runId } });
  const retry = () => load({ requestPolicy: 'network-only' });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={`Run ${runId.replace('SyncRun:', '')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error ? <ErrorState error={error} onRetry={retry} /> : null}
      {!error && !data ? <FactsSkeleton /> : null}
      {data && !data.syncRun ? <NotFound what="run" /> : null}
      {data?.syncRun ? (
        <SyncRunDetail run={data.syncRun} streams={data.syncRun.connection.vendor.streams} onEnded={onEnded} />
      ) : null}
    </Drawer>
  );
}
