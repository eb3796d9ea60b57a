import { Title } from '@mantine/core';
import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { addDays } from '../../lib/day.ts';
import { formatDay } from '../../lib/format.ts';
import { useViewer } from '../../lib/viewer.tsx';
import type { BudgetRow } from './budget.ts';
import { beginningText, metricLabels, periodLabels, thresholdsText } from './budget-words.ts';
import classes from './budgets.module.css';

/** How a budget is set up. */
export function BudgetFacts({ budget }: { budget: BudgetRow }) {
  const { zone } = useViewer();
  const { metric, period, thresholds, alertsOnProjection, carriesOver, isHard, validFrom, validUntil, parent } = budget;
  return (
    <section className={classes.section} aria-labelledby="set-up">
      <Title order={2} fz="md" id="set-up">
        Set-up
      </Title>
      <Facts
        facts={[
          { term: 'Counts', value: metricLabels[metric] },
          { term: 'Each', value: periodLabels[period] },
          { term: 'Windows', value: beginningText(period, zone) },
          {
            term: 'Alerts at',
            value: `${thresholdsText(thresholds)}${alertsOnProjection ? ', and when expected to end above the limit' : ''}`,
          },
          { term: 'Beyond the limit', value: isHard ? 'The tracker says no' : 'Nothing is stopped' },
          { term: 'Left over', value: carriesOver ? 'Added to the next window' : 'Lapses' },
          {
            term: 'Holds',
            value: `${validFrom ? `from ${formatDay(validFrom)}` : 'since ever'}, ${
              validUntil ? `until ${formatDay(addDays(validUntil, -1))}` : 'for good'
            }`,
          },
          ...(parent
            ? [
                {
                  term: 'Shares the limit of',
                  value: (
                    <TextLink to="/budgets/$budgetId" params={{ budgetId: parent.id }}>
                      {parent.name}
                    </TextLink>
                  ),
                },
              ]
            : []),
          ...(budget.notes ? [{ term: 'Notes', value: budget.notes }] : []),
        ]}
      />
    </section>
  );
}
