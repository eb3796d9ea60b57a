import { CostKind, type Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { type Day, startOfMonth, utcDay } from '../../lib/calendar.ts';
import { currencyCode } from '../../lib/currency-code.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { category, entryAmount } from './cost-entry-fields.ts';
import { CsvProblems, type CsvTableRow, csvTable } from './csv-table.ts';
import type { CsvFile } from './import-csv.ts';
import { ledgerDay } from './ledger-day.ts';
import { postCostEntries, rateOn, type UnlinkedDraft } from './post-cost-entry.ts';
import { vendorOf } from './require-cost-references.ts';
import { servicePeriod } from './service-period.ts';

type Tx = Prisma.TransactionClient;

const known = [
  ...['date', 'description', 'vendor', 'amount', 'currency', 'kind', 'account', 'category'],
  ...['member', 'team', 'agent', 'project', 'service_from', 'service_until'],
];

const kind = z
  .string()
  .toUpperCase()
  .transform((text) => text || 'FIXED')
  .pipe(z.enum(CostKind, { error: 'is not FIXED or VARIABLE' }));

const optionalDay = z.union([z.literal(''), ledgerDay]);
const description = z
  .string()
  .trim()
  .min(1, { error: 'is missing' })
  .max(500, { error: 'is longer than 500 characters' });
const vendorName = z.string().max(100, { error: 'is longer than 100 characters' });

export interface ImportedBy {
  importId: number;
  createdById: number | undefined;
}

/** One entry per row. @throws CsvError with what is wrong in every row | PeriodClosedError */
export async function importCostEntries(tx: Tx, { text, mapping }: CsvFile, { importId, createdById }: ImportedBy) {
  const rows = csvTable(text, { known, required: ['date', 'description', 'amount'], mapping });
  const problems = new CsvProblems();
  const reader = await rowReader(tx, problems);
  const drafts: UnlinkedDraft[] = [];
  for (const row of rows) {
    const draft = await reader(row);
    if (!draft) continue;
    const origin = { source: 'IMPORT' as const, importId, originKey: `import:${importId}:${row.line}` };
    drafts.push({ ...draft, ...origin, ...(createdById === undefined ? {} : { createdById }) });
  }
  problems.refuse();
  await postCostEntries(tx, drafts);
  return { rowCount: rows.length, replaced: [] };
}

/** Reads one row after the other; what is wrong goes to `problems`, and nothing comes back. */
async function rowReader(tx: Tx, problems: CsvProblems) {
  const { reportingCurrency } = await tx.organization.findUniqueOrThrow({ where: { id: 1 } });
  const closed = new Set(
    (await tx.accountingPeriod.findMany({ where: { status: 'CLOSED' } })).map(({ month }) => utcDay(month)),
  );
  const find = await finders(tx, problems);
  const rates = new Map<string, Promise<string>>();
  const vendors = new Map<string, number | null>();
  const currency = z
    .string()
    .transform((text) => text || reportingCurrency)
    .pipe(currencyCode);

  const rateOf = async (row: CsvTableRow, code: string, date: Day) => {
    const key = `${code} ${date}`;
    const rate = rates.get(key) ?? rateOn(tx, code, date);
    rates.set(key, rate);
    return told(row, 'currency', () => rate);
  };
  const told = async <T>(row: CsvTableRow, column: string, work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return problems.add(row, column, error.message);
    }
  };
  const vendorId = async (name: string) => {
    const key = name.toLowerCase();
    const id = vendors.get(key) ?? (name === '' ? null : await vendorOf(tx, { vendorName: name }));
    vendors.set(key, id);
    return id;
  };

  return async (row: CsvTableRow) => {
    const date = problems.read(row, 'date', ledgerDay);
    const amount = problems.read(row, 'amount', entryAmount);
    const code = problems.read(row, 'currency', currency);
    const from = problems.read(row, 'service_from', optionalDay);
    const until = problems.read(row, 'service_until', optionalDay);
    const fields = {
      description: problems.read(row, 'description', description),
      kind: problems.read(row, 'kind', kind),
      vendor: problems.read(row, 'vendor', vendorName),
    };
    const line = { ...find(row), category: problems.read(row, 'category', category) ?? '' };
    if (date !== undefined && closed.has(startOfMonth(date)))
      problems.add(row, 'date', `${date.slice(0, 7)} is closed. Date the correction in an open month`);
    const service =
      date !== undefined && from !== undefined && until !== undefined
        ? await told(row, 'service_until', () =>
            servicePeriod(date, { serviceFrom: from || null, serviceUntil: until || null }),
          )
        : undefined;
    const rate = date !== undefined && code !== undefined ? await rateOf(row, code, date) : undefined;
    if (date === undefined || amount === undefined || code === undefined || service === undefined) return undefined;
    if (fields.description === undefined || fields.kind === undefined || fields.vendor === undefined) return undefined;
    if (rate === undefined) return undefined;
    const texts = { description: fields.description, kind: fields.kind, vendorId: await vendorId(fields.vendor) };
    return { date, service, currency: code, rate, ...texts, lines: [{ ...line, amount }] };
  };
}

/** Finds accounts by code, members by email, others by name, in any case. */
async function finders(tx: Tx, problems: CsvProblems) {
  const byText = (rows: { id: number; text: string }[]) =>
    new Map(rows.map(({ id, text }) => [text.toLowerCase(), id]));
  const accounts = await tx.glAccount.findMany();
  const archived = new Set(accounts.flatMap(({ id, archivedAt }) => (archivedAt ? [id] : [])));
  const select = { id: true, name: true };
  const named = (rows: { id: number; name: string }[]) => byText(rows.map(({ id, name }) => ({ id, text: name })));
  const known: [column: string, ids: Map<string, number>, what: string][] = [
    ['account', byText(accounts.map(({ id, code }) => ({ id, text: code }))), 'the code of a GL account'],
    [
      'member',
      byText(
        (await tx.member.findMany({ select: { id: true, email: true } })).map(({ id, email }) => ({ id, text: email })),
      ),
      'the email of a member',
    ],
    ['team', named(await tx.team.findMany({ select })), 'the name of a team'],
    ['agent', named(await tx.agent.findMany({ select })), 'the name of an agent'],
    ['project', named(await tx.project.findMany({ select })), 'the name of a project'],
  ];
  return (row: CsvTableRow) => {
    const ids = known.map(([column, byName, what]) => {
      const text = row.text(column);
      const id = text === '' ? null : byName.get(text.toLowerCase());
      if (id === undefined) problems.add(row, column, `is not ${what}`);
      if (column === 'account' && id && archived.has(id)) problems.add(row, column, 'is archived');
      return id ?? null;
    });
    const [glAccountId = null, memberId = null, teamId = null, agentId = null, projectId = null] = ids;
    return { glAccountId, memberId, teamId, agentId, projectId };
  };
}
