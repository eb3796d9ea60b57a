import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { resolvePeriod } from '../../lib/period.ts';
import { useToday } from '../../lib/viewer.tsx';

const SpendBy = graphql(`
  query SpendBy($from: Date!, $until: Date!, $owner: Dimension!) {
    pivot(input: { from: $from, until: $until, rows: [$owner], measures: [SPEND], first: 10000 }) {
      rows {
        key
        values
      }
    }
  }
`);

/** Spend of the last 30 days by the id of its owner, in the reporting currency; null until it has arrived. */
function useSpendBy(owner: 'MEMBER' | 'TEAM' | 'AGENT' | 'PROJECT'): ReadonlyMap<string, string> | null {
  const period = resolvePeriod('last-30-days', useToday());
  const [{ data }] = useQuery({ query: SpendBy, variables: { ...period, owner } });
  return useMemo(() => {
    if (!data) return null;
    return new Map(data.pivot.rows.map(({ key, values }) => [key[0] ?? '', values[0] ?? '0']));
  }, [data]);
}

/** The rows of a list with the spend of each; null until it has arrived. */
export function useRowsWithSpend<Row extends { id: string }>(
  owner: Parameters<typeof useSpendBy>[0],
  rows: readonly Row[],
): (Row & { spend: string | null })[] {
  const spend = useSpendBy(owner);
  return useMemo(
    () => rows.map((row) => ({ ...row, spend: spend ? (spend.get(row.id) ?? '0') : null })),
    [rows, spend],
  );
}
