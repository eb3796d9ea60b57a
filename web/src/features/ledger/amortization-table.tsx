import { useQuery } from 'urql';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql } from '../../gql/index.ts';
import { formatMonth } from '../../lib/format.ts';

const AmortizationDocument = graphql(`
  query Amortization($entryId: ID!) {
    amortizationSchedule(entryId: $entryId) {
      month
      amount
      left
    }
  }
`);

/** What an entry costs in each month it pays for, in the reporting currency. Nothing for an entry of one month. */
export function AmortizationTable({ entryId }: { entryId: string }) {
  const [{ data }] = useQuery({ query: AmortizationDocument, variables: { entryId }, requestPolicy: 'network-only' });
  const months = data?.amortizationSchedule ?? [];
  if (months.length < 2) return null;
  return (
    <PlainTable label="Amortization" headings={['Month', { right: 'Costs' }, { right: 'Still prepaid after it' }]}>
      {months.map(({ month, amount, left }) => (
        <tr key={month}>
          <td>{formatMonth(month)}</td>
          <td data-align="right">
            <Money amount={amount} />
          </td>
          <td data-align="right">
            <Money amount={left} />
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
