import { Button } from '@mantine/core';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { CancelSyncButton } from './cancel-sync-button.tsx';
import { LiveProgress } from './live-progress.tsx';
import classes from './live-runs.module.css';
import type { LiveRunFragment } from './run-fragments.ts';
import { isUnderWay, runKindLabel } from './sync-run-words.ts';
import { useLiveRun } from './use-live-run.ts';

const ConnectionFragment = graphql(`
  fragment LiveRuns_connection on Connection {
    activeRuns {
      id
      ...LiveRun_run
    }
  }
`);

interface LiveRunsProps {
  connection: FragmentType<typeof ConnectionFragment>;
  /** A run has ended: figures and history have changed. */
  onEnded: () => void;
  onOpen: (runId: string) => void;
}

/** What is being read right now, with its progress. */
export function LiveRuns({ connection, ...handlers }: LiveRunsProps) {
  const { activeRuns } = readFragment(ConnectionFragment, connection);
  if (activeRuns.length === 0) return null;
  return (
    <section aria-label="Under way" className={classes.runs}>
      {activeRuns.map((run) => (
        <LiveRun key={run.id} run={run} {...handlers} />
      ))}
    </section>
  );
}

interface LiveRunProps extends Omit<LiveRunsProps, 'connection'> {
  run: FragmentType<typeof LiveRunFragment>;
}

function LiveRun({ run: initial, onEnded, onOpen }: LiveRunProps) {
  const run = useLiveRun(initial, onEnded);
  const kind = runKindLabel(run);
  return (
    <div className={classes.run}>
      <span className={classes.kind}>{kind}</span>
      <LiveProgress label={kind} run={run} />
      <span className={classes.actions}>
        <Button variant="subtle" size="compact-sm" onClick={() => onOpen(run.id)}>
          Details
        </Button>
        {isUnderWay(run.status) ? <CancelSyncButton run={run} /> : null}
      </span>
    </div>
  );
}
