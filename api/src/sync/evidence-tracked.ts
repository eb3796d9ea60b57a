import type { EvidenceRow } from './evidence-row.ts';

/** Tracked sources, most telling first. */
const TRACKED_SOURCES = ['sdk', 'session_file', 'otel_event', 'otel_metric'];

function rankOf(row: EvidenceRow): number {
  const rank = TRACKED_SOURCES.indexOf(row.stream);
  return rank < 0 ? TRACKED_SOURCES.length : rank;
}

/**
 * Rule 1: sources that name the request cannot repeat each other; of those that do not, one source counts per
 * (session, UTC day), and only when no better source saw that session that day.
 */
export function countedTracked(rows: readonly EvidenceRow[]): Set<EvidenceRow> {
  const counted = new Set<EvidenceRow>();
  const bySession = Map.groupBy(rows, (row) =>
    row.sessionId === 0 ? `row ${row.naturalKey}` : `${row.sessionId} ${row.billingDay}`,
  );
  for (const group of bySession.values()) {
    const best = Math.min(...group.map(rankOf));
    for (const row of group) if (row.hasRequestId || rankOf(row) === best) counted.add(row);
  }
  return counted;
}
