import { IconCalendarOff } from '@tabler/icons-react';
import { Figures } from '../../components/figures.tsx';
import { Message } from '../../components/message.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { isZero } from '../../lib/decimal.ts';
import { useViewer } from '../../lib/viewer.tsx';
import type { BudgetRow } from './budget.ts';
import { BudgetAmount } from './budget-amount.tsx';
import { BudgetBar } from './budget-bar.tsx';
import classes from './budget-figures.module.css';
import { daysLeftText, percentText, stateLabels, stateTones, windowText } from './budget-words.ts';

/** The current window in a few figures. */
export function BudgetFigures({ budget }: { budget: BudgetRow }) {
  const { zone } = useViewer();
  const { name, thresholds, currentWindow: window } = budget;
  if (!window)
    return (
      <Message icon={IconCalendarOff} title="It is not running today">
        Its first day is still to come, or its last day is over.
      </Message>
    );
  const { spent, limit, left, carriedOver, projected, percent, state } = window;
  return (
    <>
      <p className={classes.window}>
        <StatusDot tone={stateTones[state]}>{stateLabels[state]}</StatusDot>
        <span>
          {windowText(window, zone)}, {daysLeftText(window.daysLeft)}. Days of {zone}.
        </span>
      </p>
      <Figures
        figures={[
          {
            label: 'Spent',
            value: <BudgetAmount unit={budget} amount={spent} />,
            note: `${percentText(percent)} of the limit`,
          },
          {
            label: 'Limit',
            value: <BudgetAmount unit={budget} amount={limit} />,
            ...(isZero(carriedOver)
              ? {}
              : {
                  note: (
                    <>
                      <BudgetAmount unit={budget} amount={carriedOver} /> of it carried over
                    </>
                  ),
                }),
          },
          { label: 'Left', value: <BudgetAmount unit={budget} amount={left} /> },
          ...(projected
            ? [
                {
                  label: 'Expected at the end',
                  value: <BudgetAmount unit={budget} amount={projected.expected} />,
                  note:
                    projected.low === null || projected.high === null ? (
                      'Too few weeks to say how sure that is'
                    ) : (
                      <>
                        Four of five times <BudgetAmount unit={budget} amount={projected.low} /> to{' '}
                        <BudgetAmount unit={budget} amount={projected.high} />
                      </>
                    ),
                },
              ]
            : []),
        ]}
      />
      <div className={classes.bar}>
        <BudgetBar name={name} percent={percent} thresholds={thresholds} state={state} />
      </div>
    </>
  );
}
