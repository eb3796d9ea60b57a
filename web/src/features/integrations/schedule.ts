import { Cron } from 'croner';

/** Cron expressions in UTC that people choose by name. */
export const SCHEDULE_PRESETS = [
  { cron: '0 * * * *', label: 'Every hour' },
  { cron: '0 */6 * * *', label: 'Every 6 hours' },
  { cron: '0 6 * * *', label: 'Daily at 06:00 UTC' },
  { cron: '0 6 * * 1', label: 'Mondays at 06:00 UTC' },
] as const;

/** The next times of a five-field cron expression in UTC; empty when it is none or never comes. */
export function nextRuns(cron: string, after: Date, count: number): string[] {
  try {
    const times = new Cron(cron.trim(), { mode: '5-part', timezone: 'UTC', paused: true }).nextRuns(count, after);
    return times.map((time) => time.toISOString());
  } catch {
    return [];
  }
}

/** A schedule as people say it. */
export function scheduleLabel(cron: string): string {
  return SCHEDULE_PRESETS.find((preset) => preset.cron === cron)?.label ?? `Cron ${cron} (UTC)`;
}

/** Times as people read them: `Sat, Nov 21, 06:00 · Sun, Nov 22, 06:00`. */
export function runTimes(times: readonly string[]): string {
  const format = new Intl.DateTimeFormat('en', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  return times.map((time) => format.format(new Date(time))).join(' · ');
}
