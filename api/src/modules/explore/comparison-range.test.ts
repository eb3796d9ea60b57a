import { expect, it } from 'vitest';
import { type Comparison, comparisonRange } from './comparison-range.ts';

it.each<[string, Comparison, [string, string], [string, string]]>([
  ['a month', 'PREVIOUS_PERIOD', ['2026-03-01', '2026-04-01'], ['2026-02-01', '2026-03-01']],
  ['a quarter', 'PREVIOUS_PERIOD', ['2026-04-01', '2026-07-01'], ['2026-01-01', '2026-04-01']],
  ['a leap year', 'PREVIOUS_PERIOD', ['2025-01-01', '2026-01-01'], ['2024-01-01', '2025-01-01']],
  ['an ISO week', 'PREVIOUS_PERIOD', ['2026-11-02', '2026-11-09'], ['2026-10-26', '2026-11-02']],
  ['three months that are no quarter', 'PREVIOUS_PERIOD', ['2026-02-01', '2026-05-01'], ['2025-11-04', '2026-02-01']],
  ['part of a month', 'PREVIOUS_PERIOD', ['2026-11-01', '2026-11-11'], ['2026-10-22', '2026-11-01']],
  ['one day', 'PREVIOUS_PERIOD', ['2026-11-10', '2026-11-11'], ['2026-11-09', '2026-11-10']],
  ['a month, a year before', 'PREVIOUS_YEAR', ['2024-02-01', '2024-03-01'], ['2023-02-01', '2023-03-01']],
  ['29 February', 'PREVIOUS_YEAR', ['2024-02-29', '2024-03-01'], ['2023-02-28', '2023-03-01']],
])('%s', (_name, comparison, [from, until], [previousFrom, previousUntil]) => {
  expect(comparisonRange({ from, until }, comparison)).toEqual({ from: previousFrom, until: previousUntil });
});
