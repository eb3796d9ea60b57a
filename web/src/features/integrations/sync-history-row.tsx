import { Text, UnstyledButton } from '@mantine/core';
import { Instant } from '../../components/instant.tsx';
import { Quantity } from '../../components/quantity.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import classes from './sync-history-row.module.css';
import { remedyFor, runDuration, runKindLabel, runStatusLabels, runStatusTones } from './sync-run-words.ts';
import { useTriggerWords } from './use-trigger-words.ts';

const RunFragment = graphql(`
  fragment SyncHistoryRow_run on SyncRun {
    id
    kind
    status
    trigger
    from
    until
    createdAt
    startedAt
    finishedAt
    windowCount
    doneCount
    rowCount
    errorCode
    errorMessage
  }
`);

interface SyncHistoryRowProps {
  run: FragmentType<typeof RunFragment>;
  onOpen: () => void;
}

export function SyncHistoryRow({ run: masked, onOpen }: SyncHistoryRowProps) {
  const run = readFragment(RunFragment, masked);
  const triggerWords = useTriggerWords();
  const at = run.startedAt ?? run.createdAt;
  return (
    <tr>
      <th scope="row">
        <UnstyledButton className={classes.open} onClick={onOpen}>
          {runKindLabel(run)}
        </UnstyledButton>
        <Text c="dimmed" fz="xs" fw={400}>
          <Instant at={at} />
        </Text>
      </th>
      <td>
        <StatusDot tone={runStatusTones[run.status]}>{runStatusLabels[run.status]}</StatusDot>
        {run.errorMessage ? (
          <Text c="dimmed" fz="xs" maw={420}>
            {run.errorMessage} {run.errorCode ? remedyFor(run.errorCode) : null}
          </Text>
        ) : null}
      </td>
      <td data-phone="hidden">{triggerWords(run.trigger)}</td>
      <td data-phone="hidden" data-align="right" className="numeric">
        {runDuration(run.startedAt, run.finishedAt, new Date()) ?? '–'}
      </td>
      <td data-phone="hidden" data-align="right" className="numeric">
        {run.doneCount === run.windowCount ? run.windowCount : `${run.doneCount} of ${run.windowCount}`}
      </td>
      <td data-phone="hidden" data-align="right">
        <Quantity quantity={String(run.rowCount)} unit="rows" />
      </td>
    </tr>
  );
}
