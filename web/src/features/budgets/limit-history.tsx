import { Title } from '@mantine/core';
import { Instant } from '../../components/instant.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { BudgetAmount } from './budget-amount.tsx';
import classes from './budgets.module.css';

const LimitHistoryFragment = graphql(`
  fragment LimitHistory_budget on Budget {
    metric
    currency
    limits {
      from
      amount
      note
      changedBy {
        id
        name
      }
    }
  }
`);

/** Every limit there was, latest first. */
export function LimitHistory({ budget: masked }: { budget: FragmentType<typeof LimitHistoryFragment> }) {
  const budget = readFragment(LimitHistoryFragment, masked);
  return (
    <section className={classes.section}>
      <Title order={2} fz="md">
        Limits
      </Title>
      <PlainTable label="Limits" headings={['Since', { right: 'Limit' }, 'Set by', 'Why']}>
        {budget.limits.toReversed().map(({ from, amount, note, changedBy }) => (
          <tr key={from}>
            <td>
              <Instant at={from} />
            </td>
            <td data-align="right">
              <BudgetAmount unit={budget} amount={amount} />
            </td>
            <td>{changedBy?.name ?? '–'}</td>
            <td>{note || '–'}</td>
          </tr>
        ))}
      </PlainTable>
    </section>
  );
}
