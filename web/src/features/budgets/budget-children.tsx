import { Title } from '@mantine/core';
import { PlainTable } from '../../components/plain-table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { BudgetAmount } from './budget-amount.tsx';
import classes from './budgets.module.css';

const BudgetChildrenFragment = graphql(`
  fragment BudgetChildren_budget on Budget {
    metric
    currency
    allocation {
      allocated
      unallocated
      childrenSpent
      isOverAllocated
    }
    children {
      id
      name
      limit
      currentWindow {
        spent
        left
      }
    }
  }
`);

/** Budgets that share out this one's limit, and what of it nobody has. */
export function BudgetChildren({ budget: masked }: { budget: FragmentType<typeof BudgetChildrenFragment> }) {
  const budget = readFragment(BudgetChildrenFragment, masked);
  const { allocation, children } = budget;
  if (!allocation || children.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="children">
      <Title order={2} fz="md" id="children">
        Shared out
      </Title>
      <PlainTable
        label="Budgets that share it"
        headings={['Budget', { right: 'Spent' }, { right: 'Limit' }, { right: 'Left' }]}
      >
        {children.map(({ id, name, limit, currentWindow }) => (
          <tr key={id}>
            <td>
              <TextLink to="/budgets/$budgetId" params={{ budgetId: id }}>
                {name}
              </TextLink>
            </td>
            <td data-align="right">
              <BudgetAmount unit={budget} amount={currentWindow?.spent ?? null} />
            </td>
            <td data-align="right">
              <BudgetAmount unit={budget} amount={limit} />
            </td>
            <td data-align="right">
              <BudgetAmount unit={budget} amount={currentWindow?.left ?? null} />
            </td>
          </tr>
        ))}
        <tr>
          <td>All of them</td>
          <td data-align="right">
            <BudgetAmount unit={budget} amount={allocation.childrenSpent} />
          </td>
          <td data-align="right">
            <BudgetAmount unit={budget} amount={allocation.allocated} />
          </td>
          <td />
        </tr>
        <tr>
          <td>{allocation.isOverAllocated ? 'Shared out beyond the limit' : 'Not shared out'}</td>
          <td />
          <td data-align="right">
            <BudgetAmount unit={budget} amount={allocation.unallocated} />
          </td>
          <td />
        </tr>
      </PlainTable>
    </section>
  );
}
