import { BUDGET_COLUMNS } from '../budgets/budget-columns.ts';
import { readBudgets } from '../budgets/read-budgets.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { FORMAT_FLAGS, formatOf } from '../output/format-flags.ts';
import { writeList } from '../output/write-list.ts';

const STATES = ['WITHIN', 'WARNING', 'EXCEEDED'] as const;

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
    writeList(terminal, format, found, BUDGET_COLUMNS, 'There is no such budget.');
    const isExceeded = found.some(({ currentWindow }) => currentWindow?.state === 'EXCEEDED');
    return flags.check && isExceeded ? EXIT.doesNotHold : EXIT.done;
  },
});
