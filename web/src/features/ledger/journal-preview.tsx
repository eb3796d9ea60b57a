import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql } from '../../gql/index.ts';
import { absoluteDecimal, compareDecimals, sumDecimals } from '../../lib/decimal.ts';
import { formatDay } from '../../lib/format.ts';
import { accountLabel } from './ledger-entry.ts';

const JournalsDocument = graphql(`
  query Journals($month: Date!) {
    journals(month: $month) {
      number
      date
      narration
      lines {
        account {
          id
          code
          name
        }
        amount
        description
        vendorName
        teamName
        projectName
      }
    }
  }
`);

const context = { additionalTypenames: ['CostEntry', 'AccountingPeriod', 'AccountingSettings', 'GlRule'] };

/** The journals of a month as the files hold them: debits left of credits, each adding up to the same. */
export function JournalPreview({ month }: { month: string }) {
  const query = useQuery({ query: JournalsDocument, variables: { month }, context });
  return (
    <Loaded query={query} skeleton={<ListSkeleton />}>
      {({ journals }) =>
        journals.length === 0 ? (
          <p>The month has nothing to post.</p>
        ) : (
          journals.map(({ number, date, narration, lines }) => {
            const isDebit = (amount: string) => compareDecimals(amount, '0') > 0;
            const amounts = lines.map(({ amount }) => amount);
            const debits = sumDecimals(amounts.filter(isDebit));
            const credits = absoluteDecimal(sumDecimals(amounts.filter((amount) => !isDebit(amount))));
            return (
              <section key={number} aria-label={`Journal ${number}`}>
                <h4>
                  {number} · {formatDay(date)} · {narration}
                </h4>
                <PlainTable
                  label={`Lines of ${number}`}
                  headings={['Account', 'For', { right: 'Debit' }, { right: 'Credit' }]}
                >
                  {lines.map(({ account, amount, description, teamName, projectName }, index) => (
                    <tr key={`${account.id} ${description} ${teamName} ${projectName} ${lines.length - index}`}>
                      <td>{accountLabel(account)}</td>
                      <td>{[description, teamName, projectName].filter(Boolean).join(' · ')}</td>
                      <td data-align="right">{isDebit(amount) ? <Money amount={amount} /> : null}</td>
                      <td data-align="right">{isDebit(amount) ? null : <Money amount={absoluteDecimal(amount)} />}</td>
                    </tr>
                  ))}
                  <tr>
                    <td>Total</td>
                    <td />
                    <td data-align="right">
                      <Money amount={debits} />
                    </td>
                    <td data-align="right">
                      <Money amount={credits} />
                    </td>
                  </tr>
                </PlainTable>
              </section>
            );
          })
        )
      }
    </Loaded>
  );
}
