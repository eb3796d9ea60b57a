import { approximate, type DecimalText } from '../../lib/decimal.ts';
import classes from './budget-bar.module.css';
import { percentText, thresholdsText } from './budget-words.ts';

interface BudgetBarProps {
  name: string;
  percent: DecimalText;
  thresholds: readonly number[];
  state: 'WITHIN' | 'WARNING' | 'EXCEEDED';
}

/** How much of the limit is spent, with a mark at each threshold; the end of the bar is the limit, or what is beyond it. */
export function BudgetBar({ name, percent, thresholds, state }: BudgetBarProps) {
  const value = Math.max(0, approximate(percent));
  const whole = Math.max(100, value);
  const label = `${name}: ${percentText(percent)} of the limit; thresholds ${thresholdsText(thresholds)}`;
  return (
    <div className={classes.row}>
      <div className={classes.bar} role="img" aria-label={label}>
        <span className={classes.fill} data-state={state} style={{ width: `${(value / whole) * 100}%` }} />
        {[...new Set([...thresholds, 100])]
          .filter((threshold) => threshold < whole)
          .map((threshold) => (
            <span
              key={threshold}
              className={classes.mark}
              data-limit={threshold === 100 || undefined}
              style={{ left: `${(threshold / whole) * 100}%` }}
            />
          ))}
      </div>
      <span className={`${classes.percent} numeric`}>{percentText(percent)}</span>
    </div>
  );
}
