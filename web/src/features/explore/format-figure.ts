import type { Measure } from '../../gql/graphql.ts';
import { absoluteDecimal, compareDecimals, type DecimalText, isZero, requireDecimal } from '../../lib/decimal.ts';
import {
  formatBriefMoney,
  formatCompactMoney,
  formatCompactQuantity,
  formatExactMoney,
  formatMoney,
  formatPercent,
  formatQuantity,
} from '../../lib/format.ts';
import type { CellFigure } from './cell-figures.ts';
import { measures } from './measures.ts';

export const MISSING = '–';
export const NO_PRICE = 'no price';

/** One digit always, so that shares stand in line. */
const shareFormat = new Intl.NumberFormat(undefined, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A figure as a narrow cell shows it. */
export function compactFigure(measure: Measure, value: DecimalText | null, currency: string): string {
  if (value === null) return MISSING;
  const { kind } = measures[measure];
  if (kind === 'MONEY') return formatCompactMoney(value, currency);
  return kind === 'SHARE' ? formatPercent(value) : formatCompactQuantity(value);
}

/** To the cent, or every count. */
export function fullFigure(measure: Measure, value: DecimalText | null, currency: string): string {
  if (value === null) return MISSING;
  const { kind } = measures[measure];
  if (kind === 'MONEY') return formatMoney(value, currency);
  return kind === 'SHARE' ? formatPercent(value) : formatQuantity(value);
}

/** Every digit, with its unit. */
export function exactFigure(measure: Measure, value: DecimalText | null, currency: string): string {
  if (value === null) return 'no value';
  const { kind, unit } = measures[measure];
  if (kind === 'MONEY') return formatExactMoney(value, currency);
  return kind === 'SHARE' ? formatPercent(value, 4) : `${formatQuantity(value)} ${unit}`.trim();
}

/** As shown where there is room, and where there is not. */
export function figureTexts(measure: Measure, figure: CellFigure, currency: string): { text: string; compact: string } {
  if (figure.isUnknown) return { text: NO_PRICE, compact: NO_PRICE };
  if (figure.isShare) {
    const share = shareText(figure);
    return { text: share, compact: share };
  }
  return {
    text: fullFigure(measure, figure.value, currency),
    compact: compactFigure(measure, figure.value, currency),
  };
}

function shareText(figure: CellFigure): string {
  return figure.share === null ? MISSING : shareFormat.format(requireDecimal(figure.share));
}

/** `+$12.30 · +4.1%`; "new" where there was nothing before. */
export function changeText(measure: Measure, figure: CellFigure, currency: string): string {
  const { change } = figure;
  if (!change || change.difference === null) return '';
  if (figure.isShare) return `${signed(change.difference, formatPercent(change.difference))} pt`.replace('%', '');
  if (isZero(change.difference)) return 'no change';
  const { kind } = measures[measure];
  const size =
    kind === 'MONEY'
      ? formatBriefMoney(change.difference, currency)
      : compactFigure(measure, change.difference, currency);
  return `${signed(change.difference, size)} · ${change.ratio === null ? 'new' : ratioText(change.ratio)}`;
}

function ratioText(ratio: DecimalText): string {
  const isLarge = compareDecimals(absoluteDecimal(ratio), '1') >= 0;
  return signed(ratio, formatPercent(ratio, isLarge ? 0 : 1));
}

function signed(value: DecimalText, text: string): string {
  return value.startsWith('-') || isZero(value) ? text : `+${text}`;
}

/** What a cell says in full: its exact figure, share and comparison. */
export function figureDescription(measure: Measure, figure: CellFigure, currency: string): string {
  const { change } = figure;
  const value = figure.isUnknown ? 'Used, but neither priced nor billed' : exactFigure(measure, figure.value, currency);
  const share = figure.share === null ? [] : [formatPercent(figure.share, 4)];
  const before = change?.previous ? [`before ${exactFigure(measure, change.previous, currency)}`] : [];
  const difference = changeText(measure, figure, currency);
  return [value, ...share, ...before, ...(difference ? [difference] : [])].join(', ');
}
