import { Title } from '@mantine/core';
import { PlainTable } from '../../components/plain-table.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { BudgetAmount } from './budget-amount.tsx';
import classes from './budgets.module.css';

const ProjectionEffectsFragment = graphql(`
  fragment ProjectionEffects_projection on Projection {
    currency
    metric
    scenarioEffects {
      name
      amount
    }
  }
`);

interface ProjectionEffectsProps {
  projection: FragmentType<typeof ProjectionEffectsFragment>;
}

/** What each change of the scenario adds to the month, or takes away. */
export function ProjectionEffects({ projection: masked }: ProjectionEffectsProps) {
  const projection = readFragment(ProjectionEffectsFragment, masked);
  if (projection.scenarioEffects.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={2} fz="md">
        What the scenario changes
      </Title>
      <PlainTable label="What the scenario changes" headings={['Change', { right: 'In this month' }]}>
        {projection.scenarioEffects.map(({ name, amount }) => (
          <tr key={name}>
            <td>{name}</td>
            <td data-align="right">
              <BudgetAmount unit={projection} amount={amount} />
            </td>
          </tr>
        ))}
      </PlainTable>
    </section>
  );
}
