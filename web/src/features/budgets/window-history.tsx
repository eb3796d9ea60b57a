import { Title } from '@mantine/core';
import { PathLink } from '../../components/path-link.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { BudgetAmount } from './budget-amount.tsx';
import { percentText, stateLabels, stateTones, windowText } from './budget-words.ts';
import classes from './budgets.module.css';

const WindowHistoryFragment = graphql(`
  fragment WindowHistory_budget on Budget {
    metric
    currency
    windows(last: 13) {
      from
      until
      startsAt
      endsAt
      isCurrent
      limit
      spent
      left
      percent
      state
      link
    }
  }
`);

/** The windows before the current one, latest first. */
export function WindowHistory({ budget: masked }: { budget: FragmentType<typeof WindowHistoryFragment> }) {
  const { zone } = useViewer();
  const budget = readFragment(WindowHistoryFragment, masked);
  const before = budget.windows.filter(({ isCurrent }) => !isCurrent);
  if (before.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={2} fz="md">
        Windows before
      </Title>
      <PlainTable
        label="Windows before"
        headings={[
          'Window',
          { right: 'Spent' },
          { right: 'Limit' },
          { right: 'Left' },
          { right: 'Of the limit' },
          'Ended',
        ]}
      >
        {before.map((window) => (
          <tr key={window.startsAt}>
            <td>
              <PathLink path={window.link}>{windowText(window, zone)}</PathLink>
            </td>
            <td data-align="right">
              <BudgetAmount unit={budget} amount={window.spent} />
            </td>
            <td data-align="right">
              <BudgetAmount unit={budget} amount={window.limit} />
            </td>
            <td data-align="right">
              <BudgetAmount unit={budget} amount={window.left} />
            </td>
            <td data-align="right" className="numeric">
              {percentText(window.percent)}
            </td>
            <td>
              <StatusDot tone={stateTones[window.state]}>{stateLabels[window.state]}</StatusDot>
            </td>
          </tr>
        ))}
      </PlainTable>
    </section>
  );
}
