import { AcknowledgeAlertDocument, AlertsDocument, type AlertsQuery } from '../../gql/graphql.ts';
import { request, requireDone } from '../../server/request.ts';
import type { ServerAddress } from '../../server/send.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { FORMAT_FLAGS, formatOf } from '../output/format-flags.ts';
import { plainText } from '../output/plain-text.ts';
import { type ListColumn, writeList } from '../output/write-list.ts';
import { readSettings } from '../report/read-report.ts';
import { say } from '../terminal.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';

const STATES = ['OPEN', 'ACKNOWLEDGED', 'RESOLVED'] as const;
const SEVERITIES = ['INFO', 'WARNING', 'CRITICAL'] as const;

type Alert = AlertsQuery['budgetAlerts']['edges'][number]['node'];

export const alerts = defineCommand({
  description: 'Alerts of budgets and of rules, latest first. Times are those of the reporting zone.',
  flags: {
    state: { kind: 'choice', choices: STATES, summary: 'Only alerts in this state. Default: all but resolved.' },
    severity: { kind: 'choice', choices: SEVERITIES, summary: 'Only alerts of this severity.' },
    acknowledge: { kind: 'text', placeholder: 'id', summary: 'Acknowledge this alert instead of listing.' },
    note: { kind: 'text', placeholder: 'text', summary: 'What to note with --acknowledge.' },
    check: { kind: 'switch', summary: 'End with 7 when an alert is open, for scripts.' },
    ...FORMAT_FLAGS,
  },
  examples: [
    ['alerts', 'What is open or acknowledged.'],
    ['alerts --state RESOLVED --csv', 'What is resolved, as CSV.'],
    ['alerts --acknowledge BudgetAlert:1 --note "Known"', 'Takes note of an alert.'],
    ['alerts --severity CRITICAL --check', 'Stops a script when a critical alert is open.'],
  ],
  async run({ flags, terminal, server, signal }) {
    if (flags.acknowledge !== undefined) {
      const input = { alertId: flags.acknowledge, note: flags.note ?? null };
      const { acknowledgeBudgetAlert } = await request(server(), AcknowledgeAlertDocument, { input }, { signal });
      say(terminal, `Acknowledged: ${plainText(requireDone(acknowledgeBudgetAlert).title)}`);
      return EXIT.done;
    }
    if (flags.note !== undefined)
      throw new WrongCommandLine('--note', 'needs --acknowledge.', 'Name the alert to acknowledge.');
    const format = formatOf(flags);
    const filter = {
      states: flags.state ? [flags.state] : (['OPEN', 'ACKNOWLEDGED'] as const).slice(),
      severities: flags.severity ? [flags.severity] : null,
    };
    const [settings, found] = await Promise.all([readSettings(server(), signal), readAlerts(server(), filter, signal)]);
    writeList(terminal, format, found, columnsIn(settings.reportingZone), 'There is no such alert.');
    return flags.check && found.some(({ state }) => state === 'OPEN') ? EXIT.doesNotHold : EXIT.done;
  },
});

async function readAlerts(server: ServerAddress, filter: object, signal: AbortSignal): Promise<Alert[]> {
  const found: Alert[] = [];
  for (let after: string | null = null; ; ) {
    const answer: AlertsQuery = await request(server, AlertsDocument, { filter, after }, { signal });
    found.push(...answer.budgetAlerts.edges.map(({ node }) => node));
    if (!answer.budgetAlerts.pageInfo.hasNextPage) return found;
    after = answer.budgetAlerts.pageInfo.endCursor;
  }
}

const timeIn = (zone: string, instant: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(instant),
  );

const columnsIn = (zone: string): readonly ListColumn<Alert>[] => [
  { name: 'id', title: 'Id', isText: true, value: ({ id }) => id },
  {
    name: 'severity',
    title: 'Severity',
    isText: true,
    value: ({ severity }) => severity,
    shown: ({ severity }) => severity.toLowerCase(),
  },
  {
    name: 'state',
    title: 'State',
    isText: true,
    value: ({ state }) => state,
    shown: ({ state, acknowledgedBy }) =>
      state.toLowerCase() + (acknowledgedBy ? ` by ${plainText(acknowledgedBy.name)}` : ''),
  },
  { name: 'title', title: 'Alert', isText: true, value: ({ title }) => title, shown: ({ title }) => plainText(title) },
  {
    name: 'source',
    title: 'Of',
    isText: true,
    priority: 2,
    value: ({ budget, rule }) => budget?.name ?? rule?.name ?? null,
    shown: ({ budget, rule }) => plainText(budget?.name ?? rule?.name ?? ''),
  },
  { name: 'threshold', value: ({ threshold }) => threshold },
  { name: 'isProjected', value: ({ isProjected }) => isProjected },
  {
    name: 'raisedAt',
    title: 'Raised',
    isText: true,
    priority: 1,
    value: ({ raisedAt }) => raisedAt,
    shown: ({ raisedAt }) => timeIn(zone, raisedAt),
  },
  { name: 'link', value: ({ link }) => link },
];
