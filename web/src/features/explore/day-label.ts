const format = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});

/** `Sun, Nov 1` of `2026-11-01`: narrow enough for a column, and weekends are seen. */
export function dayLabel(day: string): string {
  const instant = new Date(`${day}T00:00Z`);
  return Number.isNaN(instant.getTime()) ? day : format.format(instant);
}
