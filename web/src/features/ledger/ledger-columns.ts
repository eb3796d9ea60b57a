import type { EditableColumn } from '../../components/data-grid/editable-column.ts';
import type { GridSort } from '../../components/data-grid/grid-column.ts';
import type { CostEntryOrderField } from '../../gql/graphql.ts';
import { addDays } from '../../lib/day.ts';
import { formatDay, formatDayRange, formatExactMoney, formatMoney } from '../../lib/format.ts';
import {
  accountLabel,
  isForItsDate,
  kindLabels,
  type LedgerEntry,
  type LedgerLine,
  ownerOf,
  sourceLabels,
  wholeLine,
} from './ledger-entry.ts';
import { moneyText } from './typed-values.ts';
import type { LedgerChoices } from './use-ledger-choices.ts';

/** The columns that sort, by the API's names. */
export const entryOrderFields: Readonly<Record<string, CostEntryOrderField>> = {
  date: 'DATE',
  vendor: 'VENDOR',
  description: 'DESCRIPTION',
  reportingAmount: 'AMOUNT',
  service: 'SERVICE_FROM',
};

export function entrySortOf(order: string): GridSort {
  const column = order.replace(/^-/, '');
  return entryOrderFields[column]
    ? { column, isDescending: order.startsWith('-') }
    : { column: 'date', isDescending: true };
}

/** Of an entry that is split: each different value once. */
function ofLines({ lines }: LedgerEntry, of: (line: LedgerLine) => string): string {
  const texts = [...new Set(lines.map(of))].map((text) => text || '–');
  return texts.length > 2 ? `${texts.length} different` : texts.join(', ') === '–' ? '' : texts.join(', ');
}

const ofWhole = (entry: LedgerEntry, of: (line: LedgerLine) => string) => {
  const line = wholeLine(entry);
  return line && !entry.isBookedOnly ? of(line) : null;
};

const unlessBooked = (of: (entry: LedgerEntry) => string) => (entry: LedgerEntry) =>
  entry.isBookedOnly ? null : of(entry);

/** Columns of the ledger but the last one, of actions. Totals in the reporting currency. */
export function ledgerColumns(currency: string, choices: LedgerChoices): EditableColumn<LedgerEntry>[] {
  return [
    {
      id: 'date',
      title: 'Date',
      width: 110,
      isSortable: true,
      value: ({ date }) => formatDay(date),
      editText: unlessBooked(({ date }) => date),
      placeholder: 'YYYY-MM-DD',
      input: { kind: 'day' },
    },
    {
      id: 'vendor',
      title: 'Vendor',
      width: 114,
      isSortable: true,
      value: ({ vendor }) => vendor?.name ?? '',
      editText: ({ vendor }) => vendor?.name ?? '',
      input: { kind: 'text', suggestions: choices.vendors.map(({ name }) => name) },
    },
    {
      id: 'description',
      title: 'Description',
      width: 208,
      isSortable: true,
      value: ({ description }) => description,
      editText: ({ description }) => description,
      detail: ({ description }) => description,
      input: { kind: 'text' },
    },
    {
      id: 'account',
      title: 'Account',
      width: 216,
      value: (entry) => ofLines(entry, ({ glAccount }) => (glAccount ? accountLabel(glAccount) : '')),
      editText: (entry) => ofWhole(entry, ({ glAccount }) => glAccount?.id ?? ''),
      input: { kind: 'choice', choices: choices.accounts },
    },
    {
      id: 'category',
      title: 'Category',
      width: 94,
      value: (entry) => ofLines(entry, ({ category }) => category),
      editText: (entry) => ofWhole(entry, ({ category }) => category),
      input: { kind: 'text' },
    },
    {
      id: 'owner',
      title: 'Owner',
      width: 122,
      value: (entry) => ofLines(entry, (line) => ownerOf(line)?.name ?? ''),
      editText: (entry) => ofWhole(entry, (line) => ownerOf(line)?.id ?? ''),
      input: { kind: 'choice', choices: choices.owners },
    },
    {
      id: 'amount',
      title: 'Amount',
      width: 106,
      isNumeric: true,
      value: (entry) => formatMoney(entry.amount, entry.currency),
      detail: (entry) => formatExactMoney(entry.amount, entry.currency),
      editText: unlessBooked(({ amount }) => moneyText(amount)),
      input: { kind: 'amount' },
    },
    {
      id: 'currency',
      title: 'Currency',
      width: 92,
      value: (entry) => entry.currency,
      editText: unlessBooked((entry) => entry.currency),
      placeholder: currency,
      input: { kind: 'text' },
    },
    {
      id: 'reportingAmount',
      title: `In ${currency}`,
      width: 118,
      isNumeric: true,
      isSortable: true,
      value: ({ reportingAmount }) => formatMoney(reportingAmount, currency),
      detail: ({ reportingAmount, rate, ...entry }) =>
        entry.currency === currency
          ? formatExactMoney(reportingAmount, currency)
          : `${formatExactMoney(reportingAmount, currency)}, 1 ${entry.currency} = ${rate} ${currency}`,
    },
    {
      id: 'project',
      title: 'Project',
      width: 120,
      value: (entry) => ofLines(entry, ({ project }) => project?.name ?? ''),
      editText: (entry) => ofWhole(entry, ({ project }) => project?.id ?? ''),
      input: { kind: 'choice', choices: choices.projects },
    },
    {
      id: 'kind',
      title: 'Kind',
      width: 96,
      value: ({ kind }) => kindLabels[kind],
      editText: unlessBooked(({ kind }) => kind),
      placeholder: 'Fixed',
      input: {
        kind: 'choice',
        choices: [
          { value: 'FIXED', label: 'Fixed' },
          { value: 'VARIABLE', label: 'Variable' },
        ],
      },
    },
    {
      id: 'service',
      title: 'Pays for',
      width: 190,
      isSortable: true,
      value: (entry) => (isForItsDate(entry) ? '' : formatDayRange(entry.serviceFrom, addDays(entry.serviceUntil, -1))),
    },
    {
      id: 'source',
      title: 'Source',
      width: 120,
      value: ({ source }) => sourceLabels[source],
      detail: ({ source, connection, voidReason }) =>
        voidReason
          ? `Void: ${voidReason}`
          : connection
            ? `Bill evidence of ${connection.name}: counts only beyond what it shows`
            : sourceLabels[source],
    },
  ];
}
