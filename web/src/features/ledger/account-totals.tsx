import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { Money } from '../../components/money.tsx';
import type { CostEntryFilter } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { sumDecimals } from '../../lib/decimal.ts';
import { formatQuantity } from '../../lib/format.ts';
import classes from './account-totals.module.css';
import { accountLabel } from './ledger-entry.ts';

const LedgerTotalsDocument = graphql(`
  query LedgerTotals($filter: CostEntryFilter!) {
    costEntries(filter: $filter, first: 1) {
      totalCount
      totals {
        amount
        account {
          id
          code
          name
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['CostEntry', 'GlAccount', 'Import'] };

interface AccountTotalsProps {
  filter: CostEntryFilter;
  /** Narrows the list to an account; null: to what is coded to none. */
  onAccount: (accountId: string | null) => void;
}

/** What the entries of the list add up to, per account; voided ones left out. */
export function AccountTotals({ filter, onAccount }: AccountTotalsProps) {
  const [{ data, error }, retry] = useQuery({ query: LedgerTotalsDocument, variables: { filter }, context });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  const entries = data?.costEntries;
  return (
    <section className={classes.totals} aria-label="Totals per account">
      <dl className={classes.list}>
        <div data-sum>
          <dt>{entries ? countText(entries.totalCount) : 'Total'}</dt>
          <dd>
            <Money amount={entries ? sumDecimals(entries.totals.map(({ amount }) => amount)) : null} />
          </dd>
        </div>
        {(entries?.totals ?? []).map(({ account, amount }) => (
          <div key={account?.id ?? 'none'} data-uncoded={account === null || undefined}>
            <dt>
              <button type="button" onClick={() => onAccount(account?.id ?? null)}>
                {account ? accountLabel(account) : 'Not coded'}
              </button>
            </dt>
            <dd>
              <Money amount={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const countText = (count: number) => (count === 1 ? '1 entry' : `${formatQuantity(String(count))} entries`);
