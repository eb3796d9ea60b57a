import { Button, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { graphql } from '../../gql/index.ts';
import classes from './section.module.css';
import { SyncHistoryRow } from './sync-history-row.tsx';

const SyncHistoryQuery = graphql(`
  query SyncHistory($connectionId: ID!, $count: Int!) {
    syncRuns(filter: { connectionId: $connectionId }, first: $count) {
      totalCount
      edges {
        node {
          id
          ...SyncHistoryRow_run
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['SyncRun'] };
const STEP = 20;

interface SyncHistoryProps {
  connectionId: string;
  /** Changes when runs start or end: time to look again. */
  activity: string;
  count: number;
  onCount: (count: number) => void;
  onOpen: (runId: string) => void;
}

/** Every run of a connection, latest first. */
export function SyncHistory({ connectionId, activity, count, onCount, onOpen }: SyncHistoryProps) {
  const [{ data, error }, load] = useQuery({ query: SyncHistoryQuery, variables: { connectionId, count }, context });
  const seen = useRef(activity);
  useEffect(() => {
    if (seen.current === activity) return;
    seen.current = activity;
    load({ requestPolicy: 'network-only' });
  }, [activity, load]);
  const runs = data?.syncRuns.edges.map(({ node }) => node) ?? [];
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.heading}>
        Sync history
      </Title>
      {error && !data ? <ErrorState error={error} onRetry={() => load({ requestPolicy: 'network-only' })} /> : null}
      {!error && !data ? <ListSkeleton /> : null}
      {data ? (
        <div className={classes.frame}>
          <table className={classes.table} aria-label="Sync history">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Result</th>
                <th scope="col" data-phone="hidden">
                  Asked by
                </th>
                <th scope="col" data-phone="hidden" data-align="right">
                  Took
                </th>
                <th scope="col" data-phone="hidden" data-align="right">
                  Windows
                </th>
                <th scope="col" data-phone="hidden" data-align="right">
                  Rows
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <SyncHistoryRow key={run.id} run={run} onOpen={() => onOpen(run.id)} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {data && data.syncRuns.totalCount > runs.length ? (
        <Button variant="default" mt="sm" onClick={() => onCount(Math.min(500, count + STEP))}>
          Show older runs
        </Button>
      ) : null}
    </section>
  );
}
