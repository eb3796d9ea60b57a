import type { EvidenceRow } from './evidence-row.ts';
import { sourceRank } from './tracked-source.ts';

/** Rank of the best source that saw a session on a day by way of another connection; undefined: none did. */
export type SeenElsewhere = (row: EvidenceRow) => number | undefined;

/**
 * Rule 1: sources that name the request cannot repeat each other; of those that do not, one source counts per
 * (session, UTC day), and only when no better source saw that session that day.
 */
export function countedTracked(
  rows: readonly EvidenceRow[],
  seenElsewhere: SeenElsewhere = () => undefined,
): Set<EvidenceRow> {
  const counted = new Set<EvidenceRow>();
  const bySession = Map.groupBy(rows, (row) =>
    row.sessionId === 0 ? `row ${row.naturalKey}` : `${row.sessionId} ${row.billingDay}`,
  );
  for (const group of bySession.values()) {
    const [first] = group;
    const elsewhere = first && first.sessionId !== 0 ? seenElsewhere(first) : undefined;
    const best = group.reduce((rank, { stream }) => Math.min(rank, sourceRank(stream)), elsewhere ?? Infinity);
    for (const row of group) if (row.hasRequestId || sourceRank(row.stream) === best) counted.add(row);
  }
  return counted;
}
