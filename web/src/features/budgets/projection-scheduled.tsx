import { Title } from '@mantine/core';
import { PlainTable } from '../../components/plain-table.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDay } from '../../lib/format.ts';
import { BudgetAmount } from './budget-amount.tsx';
import classes from './budgets.module.css';

const ProjectionScheduledFragment = graphql(`
  fragment ProjectionScheduled_projection on Projection {
    currency
    metric
    scheduledCosts {
      date
      name
      amount
      isEstimated
    }
  }
`);

interface ProjectionScheduledProps {
  projection: FragmentType<typeof ProjectionScheduledFragment>;
}

/** Fixed cost that is known to come before the month ends. */
export function ProjectionScheduled({ projection: masked }: ProjectionScheduledProps) {
  const projection = readFragment(ProjectionScheduledFragment, masked);
  if (projection.scheduledCosts.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={2} fz="md">
        Still to be charged
      </Title>
      <PlainTable label="Still to be charged" headings={['Date', 'What', { right: 'Amount' }]}>
        {projection.scheduledCosts.map(({ date, name, amount, isEstimated }) => (
          <tr key={`${date} ${name} ${amount}`}>
            <td>{formatDay(date)}</td>
            <td>
              {name}
              {isEstimated ? <span className={classes.note}>as much as the last time</span> : null}
              {amount === null ? <span className={classes.note}>not counted: its amount is not known</span> : null}
            </td>
            <td data-align="right">
              <BudgetAmount unit={projection} amount={amount} />
            </td>
          </tr>
        ))}
      </PlainTable>
    </section>
  );
}
