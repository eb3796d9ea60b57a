import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatExactMoney, formatQuantity } from '../../lib/format.ts';
import { useWatched, type Watch } from '../../lib/use-watched.ts';

const RunFragment = graphql(`
  fragment RepriceProgress_run on RepriceRun {
    id
    status
    dayCount
    doneCount
    rowCount
    oldCost
    newCost
    errorMessage
  }
`);

const WatchReprice = graphql(`
  subscription WatchReprice($id: ID!) {
    repriceRunProgress(id: $id) {
      id
      ...RepriceProgress_run
    }
  }
`);

const AskReprice = graphql(`
  query AskReprice($id: ID!) {
    repriceRun(id: $id) {
      id
      ...RepriceProgress_run
    }
  }
`);

type Run = FragmentType<typeof RunFragment>;

function watchOf<Told extends { repriceRunProgress: Run }, Asked extends { repriceRun: Run | null }>(
  watch: Pick<Watch<Run, Told, Asked>, 'subscription' | 'query'>,
): Watch<Run, Told, Asked> {
  return {
    ...watch,
    told: (data) => data.repriceRunProgress,
    asked: (data) => data.repriceRun,
    hasEnded: (run) => readFragment(RunFragment, run).status !== 'RUNNING',
  };
}

const repriceWatch = watchOf({ subscription: WatchReprice, query: AskReprice });

interface RepriceProgressProps {
  runId: string;
  onClose: () => void;
}

/** How far a re-pricing is; survives a reload, since the run is in the URL and its state in the API. */
export function RepriceProgress({ runId, onClose }: RepriceProgressProps) {
  const [{ data, error }] = useQuery({ query: AskReprice, variables: { id: runId }, requestPolicy: 'network-only' });
  if (error) return <ErrorState error={error} />;
  if (!data) return <FactsSkeleton />;
  if (!data.repriceRun) return <NotFound what="run" />;
  return <Followed runId={runId} initial={data.repriceRun} onClose={onClose} />;
}

function Followed({ runId, initial, onClose }: RepriceProgressProps & { initial: Run }) {
  const nothingMore = useCallback(() => undefined, []);
  const run = readFragment(RunFragment, useWatched(repriceWatch, runId, initial, nothingMore));
  const percent = run.dayCount === 0 ? 0 : Math.floor((run.doneCount / run.dayCount) * 100);
  const words = `${run.doneCount} of ${run.dayCount} days`;
  return (
    <>
      {run.status === 'RUNNING' ? (
        <>
          <Progress.Root size="sm">
            <Progress.Section value={percent} animated aria-label="Re-pricing" aria-valuetext={words} />
          </Progress.Root>
          <Text c="dimmed" fz="xs" mt={4} className="numeric">
            {run.dayCount === 0 ? 'Finding the days' : words}
          </Text>
        </>
      ) : null}
      {run.status === 'SUCCEEDED' ? (
        <Text fz="sm" role="status">
          Done: {formatQuantity(String(run.rowCount))} rows changed. Their cost went from{' '}
          {formatExactMoney(run.oldCost, 'USD')} to {formatExactMoney(run.newCost, 'USD')}, before the bill.
        </Text>
      ) : null}
      {run.status === 'FAILED' || run.status === 'INTERRUPTED' ? (
        <Alert color="red" variant="outline" role="alert">
          {run.errorMessage ??
            'The process stopped in the middle. Start the re-pricing again: it goes on where it was.'}
        </Alert>
      ) : null}
      <Group justify="flex-end" mt="md">
        <Button variant={run.status === 'RUNNING' ? 'default' : 'filled'} onClick={onClose}>
          {run.status === 'RUNNING' ? 'Close, it goes on' : 'Done'}
        </Button>
      </Group>
    </>
  );
}
