import { type Download, download } from '../../server/download.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { RANGE_FLAGS, rangeOf } from '../report/range-flags.ts';
import { readSettings } from '../report/read-report.ts';
import { saveStream, writeStream } from '../save-stream.ts';
import { type Terminal, tell } from '../terminal.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';

const KINDS = ['usage', 'cost-entries', 'focus', 'chargeback', 'journal', 'gl-accounts'] as const;
const SYSTEMS = ['quickbooks-online', 'quickbooks-desktop', 'xero', 'netsuite', 'generic'] as const;
const FORMATS = ['csv', 'xlsx', 'html'] as const;

export const exportCommand = defineCommand({
  description:
    "Streams a file of the server to standard output or --output. usage: every counted row, and cost-entries: every\nline of them, one's own unless an administrator asks; gl-accounts: the chart of accounts. For administrators: focus:\nFOCUS 1.2, UTC days; chargeback: spend by team; journal: a month for an accounting system.",
  parameters: [{ name: 'what', summary: 'What to export.', choices: KINDS }],
  flags: {
    ...RANGE_FLAGS,
    output: {
      kind: 'text',
      placeholder: 'file',
      short: 'o',
      summary: 'Write to this file; "-" is standard output, the default.',
    },
    format: { kind: 'choice', choices: FORMATS, summary: 'Of chargeback. Default: csv.' },
    month: { kind: 'text', placeholder: 'YYYY-MM', summary: 'Of journal.' },
    system: { kind: 'choice', choices: SYSTEMS, summary: 'Of journal: the accounting system. Default: generic.' },
  },
  examples: [
    ['export usage --period last-month --output usage.csv', 'Every row of last month.'],
    ['export focus --from 2026-10-01 --until 2026-11-01 > focus.csv', 'October in FOCUS 1.2.'],
    ['export chargeback --period last-month --format xlsx -o chargeback.xlsx', 'A workbook for the teams.'],
    ['export journal --month 2026-10 --system xero -o journal.csv', 'A month for Xero; several files come as a ZIP.'],
  ],
  async run({ flags, parameters, terminal, server, signal }) {
    const kind = KINDS.find((known) => known === parameters.what) ?? 'usage';
    refuseOthers(kind, flags);
    const range = async () => rangeOf(flags, (await readSettings(server(), signal)).reportingZone, terminal.now());
    const file = await download(server(), await pathOf(kind, flags, range), { signal });
    await write(terminal, file, flags.output, signal);
    return EXIT.done;
  },
});

type Kind = (typeof KINDS)[number];

const FLAGS_OF: Record<Kind, readonly string[]> = {
  usage: ['period', 'from', 'until'],
  'cost-entries': ['period', 'from', 'until'],
  focus: ['period', 'from', 'until'],
  chargeback: ['period', 'from', 'until', 'format'],
  journal: ['month', 'system'],
  'gl-accounts': [],
};

/** @throws WrongCommandLine for a flag that would change nothing */
function refuseOthers(kind: Kind, { output: _output, ...flags }: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(flags)) {
    if (value === undefined || FLAGS_OF[kind].includes(name)) continue;
    const own = FLAGS_OF[kind].map((flag) => `--${flag}`).join(', ') || 'only --output';
    throw new WrongCommandLine(`--${name}`, `means nothing to export ${kind}.`, `It takes ${own}.`);
  }
}

interface PathFlags {
  format: (typeof FORMATS)[number] | undefined;
  month: string | undefined;
  system: (typeof SYSTEMS)[number] | undefined;
}

async function pathOf(
  kind: Kind,
  { format = 'csv', month, system = 'generic' }: PathFlags,
  range: () => Promise<{ from: string; until: string }>,
): Promise<string> {
  if (kind === 'gl-accounts') return '/export/gl-accounts.csv';
  if (kind === 'journal') {
    if (month !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return `/export/journal/${month}.${system}`;
    const problem = month === undefined ? 'is missing.' : `"${month}" is no month.`;
    throw new WrongCommandLine('--month', problem, 'Write it as YYYY-MM, for example 2026-10.');
  }
  const { from, until } = await range();
  return `/export/${kind}.${kind === 'chargeback' ? format : 'csv'}?from=${from}&until=${until}`;
}

const isBinary = ({ type }: Download) => !/^text\//.test(type);

async function write(terminal: Terminal, file: Download, output: string | undefined, signal: AbortSignal) {
  if (output !== undefined && output !== '-') {
    const bytes = await saveStream(file.body, output, signal);
    tell(terminal, `${output}: ${bytes.toLocaleString('en-US')} bytes (${file.fileName})`);
    return;
  }
  if (isBinary(file) && terminal.output.isTTY) {
    throw new WrongCommandLine(
      '--output',
      `is missing: ${file.fileName} is no text.`,
      `Write --output ${file.fileName}`,
    );
  }
  await writeStream(file.body, terminal.output, signal);
}
