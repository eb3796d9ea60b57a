import { BudgetsDocument, type BudgetsQuery } from '../../gql/graphql.ts';
import { request } from '../../server/request.ts';
import type { ServerAddress } from '../../server/send.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { divide } from '../output/decimal.ts';
import { FORMAT_FLAGS, formatOf } from '../output/format-flags.ts';
import { formatCount, formatMoney, NOTHING } from '../output/numbers.ts';
import { plainText } from '../output/plain-text.ts';
import { type ListColumn, writeList } from '../output/write-list.ts';
import { addDays } from '../report/period.ts';

const STATES = ['WITHIN', 'WARNING', 'EXCEEDED'] as const;
const BAR = 10;

type Budget = BudgetsQuery['budgets']['edges'][number]['node'];

export const budgets = defineCommand({
  description:
    'Budgets that bind you, administrators see all: the fullest first, with what their current window came to. Days are\nthose of the reporting zone.',
  flags: {
    state: { kind: 'choice', choices: STATES, summary: 'Only budgets in this state.' },
    search: { kind: 'text', placeholder: 'text', summary: 'Only budgets with this in their name.' },
    check: { kind: 'switch', summary: 'End with 7 when one is exceeded, for scripts.' },
    ...FORMAT_FLAGS,
  },
  examples: [
    ['budgets', 'Every budget with its percentage.'],
    ['budgets --state EXCEEDED --json', 'Those that are exceeded, as JSON.'],
    ['budgets --search Platform --check', 'Stops a script when one of these budgets is exceeded.'],
  ],
  async run({ flags, terminal, server, signal }) {
    const format = formatOf(flags);
    const filter = { isArchived: false, states: flags.state ? [flags.state] : null, search: flags.search ?? null };
    const found = await readBudgets(server(), filter, signal);
    writeList(terminal, format, found, COLUMNS, 'There is no such budget.');
    const isExceeded = found.some(({ currentWindow }) => currentWindow?.state === 'EXCEEDED');
    return flags.check && isExceeded ? EXIT.doesNotHold : EXIT.done;
  },
});

async function readBudgets(server: ServerAddress, filter: object, signal: AbortSignal): Promise<Budget[]> {
  const found: Budget[] = [];
  for (let after: string | null = null; ; ) {
    const answer: BudgetsQuery = await request(server, BudgetsDocument, { filter, after }, { signal });
    found.push(...answer.budgets.edges.map(({ node }) => node));
    if (!answer.budgets.pageInfo.hasNextPage) return found;
    after = answer.budgets.pageInfo.endCursor;
  }
}

const amount = ({ currency }: Budget, text: string | undefined) =>
  text === undefined ? NOTHING : currency === null ? formatCount(text) : formatMoney(text, currency);

/** `████████░░ 83.4%` */
function percentText({ currentWindow }: Budget): string {
  if (!currentWindow) return NOTHING;
  const filled = Math.min(BAR, Math.max(0, Number(divide(currentWindow.percent, String(100 / BAR), 0))));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${currentWindow.percent.padStart(5)}%`;
}

const COLUMNS: readonly ListColumn<Budget>[] = [
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
