import { Progress } from '@mantine/core';
import { formatQuantity } from '../../lib/format.ts';
import classes from './live-progress.module.css';
import type { RunStatus } from './sync-run-words.ts';

interface LiveProgressProps {
  /** Names the bar: "Sync of Acme". */
  label: string;
  run: { status: RunStatus; windowCount: number; doneCount: number; rowCount: number };
  /** Without the sentence below: where the row says it already. */
  isCompact?: boolean;
}

/** How far a run has come: a bar of days read, and the same in words. */
export function LiveProgress({ label, run, isCompact = false }: LiveProgressProps) {
  const { windowCount, doneCount } = run;
  const percent = windowCount === 0 ? 0 : Math.floor((doneCount / windowCount) * 100);
  return (
    <div className={classes.progress}>
      <Progress.Root size="sm">
        <Progress.Section
          value={percent}
          animated={run.status === 'RUNNING'}
          aria-label={label}
          aria-valuetext={progressWords(run)}
        />
      </Progress.Root>
      <span className={classes.words}>{isCompact ? shortWords(run) : progressWords(run)}</span>
    </div>
  );
}

function progressWords({ status, windowCount, doneCount, rowCount }: LiveProgressProps['run']): string {
  if (status === 'QUEUED') return 'Waiting for its turn';
  if (windowCount === 0) return 'Asking the vendor who there is';
  const rows = rowCount === 1 ? '1 row' : `${formatQuantity(String(rowCount))} rows`;
  return `${formatQuantity(String(doneCount))} of ${formatQuantity(String(windowCount))} windows read, ${rows}`;
}

function shortWords({ status, windowCount, doneCount }: LiveProgressProps['run']): string {
  if (status === 'QUEUED') return 'Waiting';
  return windowCount === 0 ? 'Starting' : `${doneCount} of ${windowCount}`;
}
