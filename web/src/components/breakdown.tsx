import { Title } from '@mantine/core';
import { type DecimalText, isZero, share } from '../lib/decimal.ts';
import classes from './breakdown.module.css';
import { Money } from './money.tsx';
import { Quantity } from './quantity.tsx';

export interface BreakdownRow {
  key: string;
  label: string;
  spend: DecimalText;
  tokens: DecimalText;
  /** Some of its usage has no price, so that `spend` holds only what was billed. */
  hasUnpriced: boolean;
  /** Its figures can still grow: the current day. */
  isIncomplete?: boolean;
}

interface BreakdownProps {
  title: string;
  /** Heading of the first column: "Model". */
  heading: string;
  rows: readonly BreakdownRow[];
}

/** Spend and tokens per something, with a bar as long as its part of the largest. */
export function Breakdown({ title, heading, rows }: BreakdownProps) {
  const shares = share(rows.map(({ spend }) => spend));
  return (
    <section className={classes.breakdown}>
      <Title order={2} fz="md" mb="xs">
        {title}
      </Title>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col" data-align="right">
              Tokens
            </th>
            <th scope="col" data-align="right">
              Spend
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, spend, tokens, hasUnpriced, isIncomplete }, index) => (
            <tr key={key}>
              <th scope="row">
                {label}
                {isIncomplete ? <span className={classes.note}>so far</span> : null}
                {hasUnpriced && !isZero(spend) ? <span className={classes.note}>part without price</span> : null}
              </th>
              <td data-align="right">
                <Quantity quantity={tokens} unit="tokens" />
              </td>
              <td data-align="right">
                {hasUnpriced && isZero(spend) ? (
                  <span className={classes.note}>no price</span>
                ) : (
                  <Money amount={spend} />
                )}
              </td>
              <td aria-hidden="true" className={classes.barCell}>
                <span className={classes.bar} style={{ width: `${(shares[index] ?? 0) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
