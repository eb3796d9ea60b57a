/** Streams of tracked usage, most telling first. */
export const TRACKED_SOURCES = ['sdk', 'session_file', 'otel_event', 'otel_metric'] as const;
export type TrackedSource = (typeof TRACKED_SOURCES)[number];

/** 0: the most telling. */
export function sourceRank(stream: string): number {
  const rank = (TRACKED_SOURCES as readonly string[]).indexOf(stream);
  return rank < 0 ? TRACKED_SOURCES.length : rank;
}

/** The same in SQL. */
export const sourceRankOf = (column: string) =>
  `coalesce(array_position(ARRAY[${TRACKED_SOURCES.map((name) => `'${name}'`).join(', ')}], ${column}) - 1, ${TRACKED_SOURCES.length})`;
