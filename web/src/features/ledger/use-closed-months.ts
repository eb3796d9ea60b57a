import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatMonth } from '../../lib/format.ts';

const ClosedMonthsDocument = graphql(`
  query ClosedMonths {
    accountingPeriods(first: 500, status: [CLOSED]) {
      edges {
        node {
          month
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['AccountingPeriod'] };

/** Says of a day why nothing dated on it can change; null: its month is open. */
export function useClosedMonths(): (day: string) => string | null {
  const [{ data }] = useQuery({ query: ClosedMonthsDocument, context });
  return useMemo(() => {
    const closed = new Set(data?.accountingPeriods.edges.map(({ node }) => node.month.slice(0, 7)));
    return (day) =>
      closed.has(day.slice(0, 7))
        ? `${formatMonth(day)} is closed. Enter a correction in an open month, or reopen it on Periods.`
        : null;
  }, [data]);
}
