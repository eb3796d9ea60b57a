import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ImportCsvDocument, type ImportCsvMutation } from '../../gql/graphql.ts';
import { request, requireDone } from '../../server/request.ts';
import { readPiped } from '../ask.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { plainText } from '../output/plain-text.ts';
import { say, type Terminal, tell } from '../terminal.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';

const KINDS = {
  'cost-entries': 'COST_ENTRIES',
  'gl-accounts': 'GL_ACCOUNTS',
  'exchange-rates': 'EXCHANGE_RATES',
} as const;

export const importCommand = defineCommand({
  description:
    'Reads a CSV file in, whole or not at all, and never twice.\n  cost-entries: date, description, amount; also vendor, currency, kind, account, category, member, team, agent,\n    project, service_from, service_until\n  gl-accounts: code, name, type\n  exchange-rates: eurofxref-hist.csv of the ECB',
  parameters: [{ name: 'file', summary: 'The file; "-" reads standard input.' }],
  flags: {
    kind: {
      kind: 'choice',
      choices: ['cost-entries', 'gl-accounts', 'exchange-rates'],
      default: 'cost-entries',
      summary: 'What the file holds.',
    },
    map: {
      kind: 'texts',
      placeholder: 'column=header',
      summary: 'A column that the file calls otherwise; other headers are then left out.',
    },
    from: { kind: 'day', summary: 'Of exchange-rates: the first day.' },
  },
  examples: [
    ['import invoices.csv', 'Cost entries from a file.'],
    ['import bank.csv --map date=Booked --map amount=Value --map description=Text', 'Columns under other names.'],
    ['import eurofxref-hist.csv --kind exchange-rates --from 2026-01-01', 'Exchange rates.'],
  ],
  async run({ flags, parameters, terminal, server, signal }) {
    const { file = '' } = parameters;
    const input = {
      kind: KINDS[flags.kind],
      fileName: file === '-' ? 'standard input' : basename(file),
      text: await textOf(file, terminal),
      mapping: flags.map.length > 0 ? flags.map.map(mappingOf) : null,
      from: flags.from ?? null,
    };
    const { importCsv } = await request(server(), ImportCsvDocument, { input }, { signal, timeoutMs: 300_000 });
    if (importCsv.__typename === 'CsvError') return tellProblems(terminal, importCsv);
    const { entryCount, rowCount } = requireDone(importCsv);
    const count = flags.kind === 'cost-entries' ? entryCount : rowCount;
    say(terminal, `Read in from ${input.fileName}: ${count} ${count === 1 ? 'row' : 'rows'}.`);
    return EXIT.done;
  },
});

async function textOf(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return readPiped(terminal);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new WrongCommandLine(
      '<file>',
      `"${file}" cannot be read (${error.code}).`,
      'Name a file that exists, or "-".',
    );
  });
}

function mappingOf(text: string): { column: string; header: string } {
  const [column = '', ...rest] = text.split('=');
  const header = rest.join('=');
  if (column && header) return { column, header };
  throw new WrongCommandLine('--map', `"${text}" is no mapping.`, 'Write column=header, for example date=Booked.');
}

type CsvError = Extract<ImportCsvMutation['importCsv'], { __typename: 'CsvError' }>;

function tellProblems(terminal: Terminal, { problems, problemCount }: CsvError) {
  const lines = problems.map(
    ({ line, column, value, message }) => `line ${line}, ${column} "${plainText(value)}": ${message}`,
  );
  const more = problemCount > problems.length ? [`and ${problemCount - problems.length} more`] : [];
  tell(terminal, ['Nothing was read in:', ...lines, ...more].join('\n'));
  return EXIT.refused;
}
