import { describe, expect, test } from 'vitest';
import {
  convertParts,
  isBalanced,
  type SplitLine,
  splitDifference,
  splitEqually,
  takeDifference,
} from './split-lines.ts';

const lines = (...parts: string[]): SplitLine[] =>
  parts.map((part, index) => ({ key: String(index), part, account: '', category: '', owner: '', project: '' }));
const parts = (of: readonly SplitLine[]) => of.map(({ part }) => part);

describe('a split', () => {
  test('tells what is missing or too much', () => {
    expect(splitDifference('100', 'amount', lines('60', '30.50'))).toBe('9.5');
    expect(splitDifference('100', 'amount', lines('60', '50'))).toBe('-10');
    expect(splitDifference('80', 'percent', lines('33.3333', '33.3333', '33.3333'))).toBe('0.0001');
  });

  test('is balanced only when every part is a number and nothing is missing', () => {
    expect(isBalanced('100', 'amount', lines('60', '40'))).toBe(true);
    expect(isBalanced('100', 'amount', lines('100', ''))).toBe(false);
    expect(isBalanced('-20', 'amount', lines('-15', '-5'))).toBe(true);
  });

  test('in equal parts adds up exactly', () => {
    expect(parts(splitEqually('100', 'amount', lines('', '', '')))).toEqual(['33.33', '33.33', '33.34']);
    expect(parts(splitEqually('7', 'percent', lines('', '', '')))).toEqual(['33.3333', '33.3333', '33.3334']);
  });

  test('gives the difference to one line', () => {
    expect(parts(takeDifference('100', 'amount', lines('60', '10'), 1))).toEqual(['60', '40']);
  });

  test('stays balanced when amounts become percents and back', () => {
    const byPercent = convertParts('90', 'percent', lines('30', '30', '30'));
    expect(parts(byPercent)).toEqual(['33.3333', '33.3333', '33.3334']);
    expect(parts(convertParts('90', 'amount', byPercent))).toEqual(['30', '30', '30']);
  });
});
