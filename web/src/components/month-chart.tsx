import { Tooltip } from '@mantine/core';
import { approximate, type DecimalText } from '../lib/decimal.ts';
import { formatAxisMoney, formatMoney, formatMonth } from '../lib/format.ts';
import classes from './month-chart.module.css';

interface MonthChartProps {
  /** What is shown, for screen readers; the figures themselves stand in the table beside it. */
  label: string;
  /** One or two series, in the order of each month's values. */
  series: readonly string[];
  /** Oldest first; a null value has no bar. */
  months: readonly { month: string; values: readonly (DecimalText | null)[] }[];
  currency: string;
}

/** Bars by month. Always stands beside a table of the same figures. */
export function MonthChart({ label, series, months, currency }: MonthChartProps) {
  const amounts = months.flatMap(({ values }) => values.map((value) => (value === null ? 0 : approximate(value))));
  const top = roundUp(Math.max(...amounts, 0));
  const isCrowded = months.length > 8;
  return (
    <div className={classes.chart} role="img" aria-label={label}>
      {series.length > 1 ? (
        <ul className={classes.legend}>
          {series.map((name, index) => (
            <li key={name} data-series={index}>
              {name}
            </li>
          ))}
        </ul>
      ) : null}
      <div className={classes.plot}>
        {[1, 0.5, 0].map((part) => (
          <span key={part} className={classes.line} style={{ bottom: `${part * 100}%` }}>
            <span className={classes.tick}>{formatAxisMoney(String(top * part), currency)}</span>
          </span>
        ))}
        <div className={classes.bars}>
          {months.map(({ month, values }) => (
            <Tooltip key={month} label={<Exact month={month} series={series} values={values} currency={currency} />}>
              <div className={classes.month}>
                {values.map((value, index) => (
                  <span
                    key={series[index]}
                    className={classes.bar}
                    data-series={index}
                    style={{ height: `${top === 0 || value === null ? 0 : (approximate(value) / top) * 100}%` }}
                  />
                ))}
              </div>
            </Tooltip>
          ))}
        </div>
      </div>
      <div className={classes.labels}>
        {months.map(({ month }, index) => (
          <span key={month}>{isCrowded && index % 2 === 1 ? '' : formatMonth(month).slice(0, 3)}</span>
        ))}
      </div>
    </div>
  );
}

interface ExactProps {
  month: string;
  series: readonly string[];
  values: readonly (DecimalText | null)[];
  currency: string;
}

function Exact({ month, series, values, currency }: ExactProps) {
  return (
    <span className="numeric">
      {formatMonth(month)}
      {series.map((name, index) => {
        const value = values[index] ?? null;
        return (
          <span key={name} className={classes.exact}>
            {name} {value === null ? '–' : formatMoney(value, currency)}
          </span>
        );
      })}
    </span>
  );
}

/** The next 1, 2, 4, 5, 6, 8 or 10 of its power of ten, so that the axis reads in round steps. */
function roundUp(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 6, 8, 10].find((candidate) => value <= candidate * power * (1 + 1e-9)) ?? 10;
  return Number((step * power).toPrecision(6));
}
