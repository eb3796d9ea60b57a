import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { type Day, isDay } from '../../lib/calendar.ts';
import { ConflictError, InvalidInputError } from '../../lib/errors.ts';
import { queryClient } from '../../lib/query-client.ts';
import { readCsv } from '../../lib/read-csv.ts';
import { lockAttribution } from '../../sync/rollup-state.sql.ts';
import { CsvError, type CsvProblem } from './csv-error.ts';
import { crossRate, isEcbRate } from './ecb-rates.ts';
import {
  currencyWithoutRate,
  markRatesChanged,
  otherRates,
  type RateRow,
  removeRates,
  writeRates,
} from './exchange-rates.sql.ts';
import type { CsvFile } from './import-csv.ts';

type Tx = Prisma.TransactionClient;

const CURRENCY = /^[A-Z]{3}$/;

/**
 * Reference rates as the ECB publishes them: `Date,USD,JPY,…`, units for one euro. Becomes rates to the reporting
 * currency from `from` on; rates set by hand stay. @throws InvalidInputError | CsvError
 */
export async function importExchangeRates(tx: Tx, { text, from }: CsvFile & { from: Day }, importId: number) {
  await lockAttribution(queryClient(tx));
  const { reportingCurrency: quote } = await tx.organization.findUniqueOrThrow({ where: { id: 1 } });
  const rates = ratesTo(quote, text, from);
  const replaced = await otherRates(tx, quote, rates);
  const changed = await writeRates(tx, { quote, importId }, rates);
  await markRatesChanged(tx, changed);
  return { rowCount: rates.length, replaced: replaced.map((rate) => ({ ...rate })) };
}

/** Every currency of the file in the reporting one; days on which that has no rate are left out. */
export function ratesTo(quote: string, text: string, from: Day): RateRow[] {
  const [header, ...rows] = readCsv(text);
  const codes = header?.cells.slice(1) ?? [];
  if (header?.cells[0]?.toLowerCase() !== 'date' || !codes.some((code) => CURRENCY.test(code))) {
    const remedy = 'Send eurofxref-hist.csv of the ECB, unpacked: its first line is Date,USD,JPY,…';
    throw new InvalidInputError('text', header?.cells.join(',').slice(0, 100) ?? '', 'these are no ECB rates.', remedy);
  }
  if (quote !== 'EUR' && !codes.includes(quote)) {
    const problem = `the file has no rates of the reporting currency, ${quote}.`;
    throw new InvalidInputError('text', quote, problem, 'Set exchange rates with setExchangeRate.');
  }
  const problems: CsvProblem[] = [];
  const rates: RateRow[] = [];
  for (const { line, cells } of rows) {
    const [day = '', ...values] = cells;
    if (!isDay(day)) problems.push({ line, column: 'Date', value: day, message: 'is not a day' });
    const perEuro = new Map([['EUR', '1']]);
    for (const [index, code] of codes.entries()) {
      const value = values[index] ?? '';
      if (!CURRENCY.test(code) || value === '' || value === 'N/A') continue;
      if (isEcbRate(value)) perEuro.set(code, value);
      else problems.push({ line, column: code, value, message: 'is not a rate' });
    }
    const quotePerEuro = perEuro.get(quote);
    if (day < from || quotePerEuro === undefined) continue;
    for (const [base, basePerEuro] of perEuro) {
      const rate = base === quote ? undefined : crossRate(basePerEuro, quotePerEuro);
      if (rate !== undefined) rates.push({ base, day, rate });
    }
  }
  if (problems.length > 0) throw new CsvError(problems);
  if (rates.length > 0) return rates;
  throw new InvalidInputError(
    'text',
    '',
    `the file has no rates from ${from} on.`,
    'Send a newer file, or give `from`.',
  );
}

const replacedRates = z.array(
  z.object({ base: z.string(), quote: z.string(), day: z.string(), rate: z.string(), importId: z.int() }),
);

/** @throws ConflictError when usage would be left without a rate */
export async function undoExchangeRates(tx: Tx, importId: number, replaced: Prisma.JsonValue): Promise<void> {
  await lockAttribution(queryClient(tx));
  const changed = await removeRates(tx, importId, replacedRates.parse(replaced));
  const currency = await currencyWithoutRate(
    tx,
    changed.map(({ base }) => base),
  );
  if (currency !== undefined) {
    const problem = `Usage in ${currency} would be left without an exchange rate. Set one with setExchangeRate first.`;
    throw new ConflictError('importId', problem);
  }
  await markRatesChanged(tx, changed);
}
