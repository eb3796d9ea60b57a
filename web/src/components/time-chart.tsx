import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { approximate, type DecimalText } from '../lib/decimal.ts';
import { axisSteps } from './axis-steps.ts';
import classes from './time-chart.module.css';

type Values = readonly (DecimalText | null)[];

interface ChartLine {
  name: string;
  tone: 'actual' | 'expected' | 'even' | 'before';
  /** One for each point; null: the line has a gap. */
  values: Values;
}

interface TimeChartProps {
  /** What is shown, for screen readers; the figures themselves stand in the table beside it. */
  label: string;
  /** Names of the points, from the left; the first is the start of the first day. */
  points: readonly string[];
  lines: readonly ChartLine[];
  /** Between two values of each point. */
  band?: { name: string; low: Values; high: Values };
  /** Level lines with a name at the right edge. */
  marks?: readonly { label: string; value: DecimalText; isLimit?: boolean }[];
  formatAxis: (value: DecimalText) => string;
  /** Exact figures of the day that ends at the point. */
  exact: (index: number) => ReactNode;
}

/** Lines over the days of a period. Always stands beside a table of the same figures. */
export function TimeChart({ label, points, lines, band, marks = [], formatAxis, exact }: TimeChartProps) {
  const all = [...lines.flatMap(({ values }) => values), ...(band ? [...band.low, ...band.high] : [])];
  const known = [...all, ...marks.map(({ value }) => value)].flatMap((value) =>
    value === null ? [] : [approximate(value)],
  );
  const steps = axisSteps(Math.min(0, ...known), Math.max(0, ...known));
  const [least = 0, most = 1] = [steps[0], steps.at(-1)];
  const share = (value: number) => (most === least ? 0 : (value - least) / (most - least));
  const x = (index: number) => (index / Math.max(1, points.length - 1)) * 100;
  const y = (value: DecimalText) => 100 - share(approximate(value)) * 100;
  return (
    <figure className={classes.chart}>
      <div role="img" aria-label={label}>
        <ul className={classes.legend}>
          {lines.map(({ name, tone }) => (
            <li key={name} data-tone={tone}>
              {name}
            </li>
          ))}
          {band ? <li data-tone="band">{band.name}</li> : null}
        </ul>
        <div className={classes.plot}>
          {steps.map((step) => (
            <span
              key={step}
              className={classes.line}
              data-zero={step === 0 || undefined}
              style={{ bottom: `${share(step) * 100}%` }}
            >
              <span className={classes.tick}>{formatAxis(String(step))}</span>
            </span>
          ))}
          <svg className={classes.drawing} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {band ? <path className={classes.band} d={areaPath(band.low, band.high, x, y)} /> : null}
            {marks.map(({ label: name, value, isLimit }) => (
              <path key={name} className={classes.mark} data-limit={isLimit} d={`M0,${y(value)}L100,${y(value)}`} />
            ))}
            {lines.map(({ name, tone, values }) => (
              <path key={name} className={classes.path} data-tone={tone} d={linePath(values, x, y)} />
            ))}
          </svg>
          {marks.map(({ label: name, value }) => (
            <span key={name} className={classes.markLabel} style={{ top: `${y(value)}%` }}>
              {name}
            </span>
          ))}
          <div className={classes.days}>
            {points.slice(1).map((name, index) => (
              <Tooltip key={name} label={<span className="numeric">{exact(index + 1)}</span>}>
                <div className={classes.day} />
              </Tooltip>
            ))}
          </div>
        </div>
        <div className={classes.labels}>
          <span>{points[1]}</span>
          <span>{points[Math.ceil(points.length / 2)]}</span>
          <span>{points.at(-1)}</span>
        </div>
      </div>
    </figure>
  );
}

type Place = (index: number) => number;
type Height = (value: DecimalText) => number;

function linePath(values: Values, x: Place, y: Height): string {
  let isDrawing = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isDrawing = false;
        return '';
      }
      const command = isDrawing ? 'L' : 'M';
      isDrawing = true;
      return `${command}${round(x(index))},${round(y(value))}`;
    })
    .join('');
}

function areaPath(low: Values, high: Values, x: Place, y: Height): string {
  const corner = (value: DecimalText | null | undefined, index: number) =>
    value === null || value === undefined ? [] : [`${round(x(index))},${round(y(value))}`];
  const there = high.flatMap(corner);
  const back = low.flatMap(corner).toReversed();
  return there.length > 1 ? `M${[...there, ...back].join('L')}Z` : '';
}

const round = (value: number) => Math.round(value * 1000) / 1000;
