import { describe, expect, it } from 'vitest';
import { cellFigure, figureColumns } from './cell-figures.ts';
import type { PivotView } from './explore-search.ts';
import { changeText, figureDescription, figureTexts } from './format-figure.ts';
import { samplePivot, sampleView } from './pivot-sample.ts';

const [team = samplePivot.totals, member = samplePivot.totals, research = samplePivot.totals] = samplePivot.rows;
const spend = (columnIndex: number | null) => ({ measure: 'SPEND' as const, columnIndex });
const showing = (showAs: PivotView['showAs']): PivotView => ({ ...sampleView, showAs });
const share = (view: PivotView, row: typeof team, columnIndex: number | null) =>
  cellFigure(samplePivot, view, row, spend(columnIndex)).share;

it('places each measure under each column, totals last', () => {
  expect(figureColumns(samplePivot, sampleView).map(({ measure, columnIndex }) => `${measure} ${columnIndex}`)).toEqual(
    ['SPEND 0', 'CACHE_HIT_RATE 0', 'SPEND 1', 'CACHE_HIT_RATE 1', 'SPEND null', 'CACHE_HIT_RATE null'],
  );
  expect(cellFigure(samplePivot, sampleView, research, spend(null)).value).toBe('-4.999999999');
});

describe('shares', () => {
  it('are exact, of subtotals and totals too', () => {
    expect(share(showing('ROW'), team, 0)).toBe('0.33333333');
    expect(share(showing('ROW'), team, null)).toBe('1');
    expect(share(showing('COLUMN'), team, 0)).toBe('0.01');
    expect(share(showing('COLUMN'), research, 0)).toBe('0');
    expect(share(showing('TOTAL'), member, 1)).toBe('0.02040816');
    expect(share(showing('TOTAL'), samplePivot.totals, null)).toBe('1');
  });

  it('of a negative whole keep their sign', () => {
    expect(share(showing('COLUMN'), research, 1)).toBe('2.5');
  });

  it('are not made of what does not add up', () => {
    const rate = cellFigure(samplePivot, showing('TOTAL'), team, { measure: 'CACHE_HIT_RATE', columnIndex: 0 });
    expect(rate).toMatchObject({ isShare: false, share: null, value: '0.5' });
    expect(figureTexts('CACHE_HIT_RATE', rate, 'USD').text).toBe('50%');
  });
});

describe('comparison', () => {
  const text = (view: PivotView, columnIndex: number | null) => {
    const figure = cellFigure(samplePivot, view, team, spend(columnIndex));
    return changeText('SPEND', figure, 'USD');
  };

  it('says the difference, exact and in percent', () => {
    expect(text(sampleView, 1)).toBe('-$2.00 · -50%');
    expect(text(sampleView, null)).toBe('-$1.00 · -25%');
  });

  it('is shortened where it is large', () => {
    const grown = {
      ...team,
      values: ['5', '0.5', '2', null, '7', '0.5'],
      previous: ['0.25', null, '4', null, '2', null],
    };
    const figure = cellFigure(samplePivot, sampleView, grown, spend(0));
    expect(changeText('SPEND', figure, 'USD')).toBe('+$4.75 · +1,900%');
  });

  it('says “new” where nothing was before', () => {
    expect(text(sampleView, 0)).toBe('+$1.00 · new');
  });

  it('of shares is in points', () => {
    expect(text(showing('TOTAL'), 1)).toBe('-2 pt');
  });

  it('is absent where one side has no value', () => {
    const rate = cellFigure(samplePivot, sampleView, team, { measure: 'CACHE_HIT_RATE', columnIndex: 1 });
    expect(rate.change?.difference).toBeNull();
    expect(figureTexts('CACHE_HIT_RATE', rate, 'USD').text).toBe('–');
    expect(figureDescription('CACHE_HIT_RATE', rate, 'USD')).toBe('no value');
  });
});
