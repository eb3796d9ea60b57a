import { Alert, Text } from '@mantine/core';
import { Facts } from '../../components/facts.tsx';
import { Instant } from '../../components/instant.tsx';
import { Quantity } from '../../components/quantity.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import type { FragmentType } from '../../gql/index.ts';
import { CancelSyncButton } from './cancel-sync-button.tsx';
import { LiveProgress } from './live-progress.tsx';
import type { LiveRunFragment } from './run-fragments.ts';
import classes from './section.module.css';
import { isUnderWay, remedyFor, runDuration, runKindLabel, runStatusLabels, runStatusTones } from './sync-run-words.ts';
import { useLiveRun } from './use-live-run.ts';
import { useTriggerWords } from './use-trigger-words.ts';

/** The part of a run that reads who there is; it comes first. */
const DIRECTORY = 'directory';

function inOrder<Part extends { stream: string }>(parts: readonly Part[]): Part[] {
  return parts.toSorted((a, b) => Number(b.stream === DIRECTORY) - Number(a.stream === DIRECTORY));
}

interface SyncRunDetailProps {
  run: FragmentType<typeof LiveRunFragment>;
  /** Names of the vendor's streams for people. */
  streams: readonly { name: string; label: string }[];
  onEnded: () => void;
}

export function SyncRunDetail({ run: initial, streams, onEnded }: SyncRunDetailProps) {
  const run = useLiveRun(initial, onEnded);
  const triggerWords = useTriggerWords();
  const kind = runKindLabel(run);
  const labelOf = (name: string) =>
    name === DIRECTORY ? 'Who there is' : (streams.find((stream) => stream.name === name)?.label ?? name);
  return (
    <>
      <Facts
        facts={[
          { term: 'Kind', value: kind },
          {
            term: 'Result',
            value: <StatusDot tone={runStatusTones[run.status]}>{runStatusLabels[run.status]}</StatusDot>,
          },
          { term: 'Asked by', value: triggerWords(run.trigger) },
          { term: 'Started', value: <Instant at={run.startedAt} never="Not yet" /> },
          { term: 'Took', value: runDuration(run.startedAt, run.finishedAt, new Date()) ?? '–' },
          { term: 'Rows', value: <Quantity quantity={String(run.rowCount)} unit="rows" isCompact={false} /> },
        ]}
      />
      {isUnderWay(run.status) ? (
        <>
          <LiveProgress label={kind} run={run} />
          <CancelSyncButton run={run} />
        </>
      ) : null}
      {run.errorMessage ? (
        <Alert color="red" variant="outline" mb="md" title={run.errorMessage}>
          {run.errorCode ? remedyFor(run.errorCode) : null}
        </Alert>
      ) : null}
      {run.streams.length > 0 ? (
        <table className={classes.table} aria-label="Streams of this run">
          <thead>
            <tr>
              <th scope="col">Stream</th>
              <th scope="col">Result</th>
              <th scope="col" data-align="right">
                Windows
              </th>
              <th scope="col" data-align="right">
                Rows
              </th>
            </tr>
          </thead>
          <tbody>
            {inOrder(run.streams).map((stream) => (
              <tr key={stream.stream}>
                <th scope="row">{labelOf(stream.stream)}</th>
                <td>
                  <StatusDot tone={runStatusTones[stream.status]}>{runStatusLabels[stream.status]}</StatusDot>
                  {stream.errorMessage ? (
                    <Text c="dimmed" fz="xs">
                      {stream.errorMessage}
                    </Text>
                  ) : null}
                </td>
                <td data-align="right" className="numeric">
                  {stream.stream === DIRECTORY ? '–' : `${stream.doneCount} of ${stream.windowCount}`}
                </td>
                <td data-align="right">
                  {stream.stream === DIRECTORY ? '–' : <Quantity quantity={String(stream.rowCount)} unit="rows" />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
