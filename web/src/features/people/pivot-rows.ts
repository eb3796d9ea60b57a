import type { BreakdownRow } from '../../components/breakdown.tsx';
import { dayInZone } from '../../lib/day.ts';
import { formatDay } from '../../lib/format.ts';

interface PivotRow {
  key: string[];
  labels: string[];
  /** Spend and tokens, then whatever else was asked for. */
  values: (string | null)[];
  hasUnpriced: boolean;
}

export function toRows(rows: readonly PivotRow[]): BreakdownRow[] {
  return rows.map(({ key, labels, values, hasUnpriced }) => ({
    key: key.join(' '),
    label: labels.join(' '),
    spend: values[0] ?? '0',
    tokens: values[1] ?? '0',
    hasUnpriced,
  }));
}

/** Rows by day, newest first; those from the incomplete day on are marked. */
export function toDayRows(rows: readonly PivotRow[], incompleteFrom: string | null, zone: string): BreakdownRow[] {
  const firstIncomplete = incompleteFrom ? dayInZone(new Date(incompleteFrom), zone) : null;
  return toRows(rows)
    .map((row) => ({
      ...row,
      label: formatDay(row.key),
      isIncomplete: firstIncomplete !== null && row.key >= firstIncomplete,
    }))
    .toReversed();
}
