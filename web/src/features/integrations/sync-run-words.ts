import { addDays } from '../../lib/day.ts';
import { formatDay } from '../../lib/format.ts';

export type RunStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'INTERRUPTED';
export type RunKind = 'SYNC' | 'BACKFILL';

/** A run that may still change. */
export function isUnderWay(status: RunStatus): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}

export const runStatusLabels: Record<RunStatus, string> = {
  QUEUED: 'Waiting',
  RUNNING: 'Running',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  INTERRUPTED: 'Interrupted',
};

export const runStatusTones: Record<RunStatus, 'success' | 'warning' | 'danger' | 'neutral'> = {
  QUEUED: 'neutral',
  RUNNING: 'warning',
  SUCCEEDED: 'success',
  FAILED: 'danger',
  CANCELLED: 'neutral',
  INTERRUPTED: 'warning',
};

interface RunDays {
  kind: RunKind;
  from: string | null;
  /** Day after the last. */
  until: string | null;
}

/** What a run reads: "Sync", "Backfill to Sep 1, 2026" or "Backfill of Sep 1, 2026 to Sep 30, 2026". */
export function runKindLabel({ kind, from, until }: RunDays): string {
  if (kind === 'SYNC') return 'Sync';
  if (!from) return 'Backfill';
  return until
    ? `Backfill of ${formatDay(from)} to ${formatDay(addDays(until, -1))}`
    : `Backfill to ${formatDay(from)}`;
}

/** Time a run took, or has taken until now: "1 min 5 s". Null before it starts. */
export function runDuration(startedAt: string | null, finishedAt: string | null, now: Date): string | null {
  if (!startedAt) return null;
  const end = finishedAt ? new Date(finishedAt) : now;
  const seconds = Math.max(0, Math.round((end.getTime() - new Date(startedAt).getTime()) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  if (minutes > 0) return `${minutes} min ${seconds % 60} s`;
  return seconds === 0 ? '< 1 s' : `${seconds} s`;
}

/** What an administrator does about a failed run. Codes are those of the API's errors. */
export function remedyFor(code: string): string {
  switch (code) {
    case 'VENDOR_CREDENTIALS':
      return 'Replace the key under Settings of this connection.';
    case 'VENDOR_RATE_LIMITED':
      return 'Nothing to do: it goes on by itself when the vendor allows it again.';
    case 'VENDOR_UNAVAILABLE':
      return 'Nothing to do: it is tried again by itself. If it lasts, look at the vendor’s status page.';
    case 'VENDOR_RESPONSE':
      return 'The vendor answered in a form Outlay does not know. Figures read before are unchanged; look for a newer version of Outlay.';
    default:
      return 'It is tried again by itself. If it lasts, the server’s log says more.';
  }
}

/** Who asked for a run, seen by the member who reads it. */
export function triggerLabel(trigger: string, viewerId: string): string {
  if (trigger === viewerId) return 'You';
  if (trigger === 'schedule') return 'Schedule';
  if (trigger === 'outside cron') return 'Outside cron';
  if (trigger.startsWith('resumed run')) return 'Goes on after a restart';
  if (trigger.startsWith('Member:')) return 'Another administrator';
  if (trigger.startsWith('ApiToken:')) return 'API token';
  return trigger.charAt(0).toUpperCase() + trigger.slice(1);
}
