import { divide } from '../output/decimal.ts';
import { formatCount, formatMoney, NOTHING } from '../output/numbers.ts';
import { plainText } from '../output/plain-text.ts';
import type { ListColumn } from '../output/write-list.ts';
import { addDays } from '../report/period.ts';
import type { Budget } from './read-budgets.ts';

const BAR = 10;

const amount = ({ currency }: Budget, text: string | undefined) =>
  text === undefined ? NOTHING : currency === null ? formatCount(text) : formatMoney(text, currency);

/** `████████░░ 83.4%` */
function percentText({ currentWindow }: Budget): string {
  if (!currentWindow) return NOTHING;
  const filled = Math.min(BAR, Math.max(0, Number(divide(currentWindow.percent, String(100 / BAR), 0))));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${currentWindow.percent.padStart(5)}%`;
}

/** Everything that is told of a budget, of its current window. */
export const BUDGET_COLUMNS: readonly ListColumn<Budget>[] = [
  { name: 'id', value: ({ id }) => id },
  { name: 'name', title: 'Budget', isText: true, value: ({ name }) => name, shown: ({ name }) => plainText(name) },
  { name: 'scope', value: ({ subject }) => subject.scope },
  {
    name: 'subject',
    title: 'Of',
    isText: true,
    priority: 3,
    value: ({ subject }) => subject.name,
    shown: ({ subject }) => plainText(subject.name),
  },
  { name: 'period', value: ({ period }) => period },
  { name: 'metric', value: ({ metric }) => metric },
  { name: 'currency', value: ({ currency }) => currency },
  { name: 'isHard', value: ({ isHard }) => isHard },
  {
    name: 'spent',
    title: 'Spent',
    value: ({ currentWindow }) => currentWindow?.spent ?? null,
    shown: (budget) => amount(budget, budget.currentWindow?.spent),
  },
  {
    name: 'limit',
    title: 'Limit',
    value: ({ currentWindow, limit }) => currentWindow?.limit ?? limit,
    shown: (budget) => amount(budget, budget.currentWindow?.limit ?? budget.limit),
  },
  {
    name: 'left',
    title: 'Left',
    priority: 1,
    value: ({ currentWindow }) => currentWindow?.left ?? null,
    shown: (budget) => amount(budget, budget.currentWindow?.left),
  },
  {
    name: 'percent',
    title: 'Of the limit',
    value: ({ currentWindow }) => currentWindow?.percent ?? null,
    shown: percentText,
  },
  {
    name: 'state',
    title: 'State',
    isText: true,
    value: ({ currentWindow }) => currentWindow?.state ?? null,
    shown: ({ currentWindow, isHard }) =>
      (currentWindow?.state.toLowerCase() ?? 'not valid now') + (isHard ? ', hard' : ''),
  },
  { name: 'from', value: ({ currentWindow }) => currentWindow?.from ?? null },
  { name: 'until', value: ({ currentWindow }) => currentWindow?.until ?? null },
  {
    name: 'daysLeft',
    title: 'Days',
    isText: true,
    priority: 2,
    value: ({ currentWindow }) => currentWindow?.daysLeft ?? null,
    shown: ({ currentWindow }) =>
      currentWindow
        ? `${currentWindow.from} to ${addDays(currentWindow.until, -1)}, ${currentWindow.daysLeft} left`
        : '',
  },
];
