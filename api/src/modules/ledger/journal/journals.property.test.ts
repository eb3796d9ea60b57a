import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, type Day } from '../../../lib/calendar.ts';
import { amortizationSchedule, recognizedBefore } from './amortization.ts';
import { buildJournals } from './build-journals.ts';
import { journalFormats } from './journal-formats.ts';
import type { BookedLine } from './journal-sources.sql.ts';
import { monthPostings } from './month-postings.ts';
import { roundToCents, toCents } from './round-lines.ts';
import { XERO_LINES } from './xero-files.ts';

const nano = fc.bigInt({ min: -5_000_000_000_000n, max: 50_000_000_000_000n });
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
const service = fc
  .tuple(fc.nat({ max: 400 }), fc.integer({ min: 1, max: 800 }))
  .map(([start, days]) => ({ from: addDays('2026-01-01', start), until: addDays('2026-01-01', start + days) }));

test('amortization adds up to the entry for any service period, and each month to its days', () => {
  fc.assert(
    fc.property(nano, service, (amount, period) => {
      const months = amortizationSchedule({ nano: amount, service: period });
      expect(sum(months.map((month) => month.nano))).toBe(amount);
      const days = months.map(({ month }) => month);
      expect(days[0]).toBe(`${period.from.slice(0, 7)}-01`);
      expect((days.at(-1) ?? '') < period.until && addMonths(days.at(-1) ?? '', 1) >= period.until).toBe(true);
    }),
  );
});

test('a month of 31 days takes 31 of 365 days', () => {
  const year = { nano: 365_000_000_000n, service: { from: '2026-01-01', until: '2027-01-01' } };
  expect(amortizationSchedule(year).map((month) => month.nano / 1_000_000_000n)).toEqual([
    ...[31n, 28n, 31n, 30n, 31n, 30n, 31n, 31n, 30n, 31n, 30n, 31n],
  ]);
});

test('cents add up to the rounded sum, each within a cent of its amount', () => {
  fc.assert(
    fc.property(fc.array(nano, { maxLength: 30 }), (amounts) => {
      const cents = roundToCents(amounts);
      expect(sum(cents)).toBe(toCents(sum(amounts)));
      for (const [index, amount] of amounts.entries()) {
        const off = (cents[index] ?? 0n) * 10_000_000n - amount;
        expect(off < 10_000_000n && off > -10_000_000n).toBe(true);
      }
    }),
  );
});

const account = (id: number) => [id, { id, code: `${6000 + id}`, name: `Account ${id}` }] as const;
const names = {
  accounts: new Map([1, 2, 3, 10, 11, 12, 13].map(account)),
  vendors: new Map([
    [1, 'Anthropic'],
    [2, '=cmd|x'],
  ]),
  teams: new Map([[1, 'Platform']]),
  projects: new Map([[1, 'Search, "new"']]),
  currency: 'USD',
};
const accounts = {
  ...{ defaultExpenseAccountId: 1, payableAccountId: 10, accruedAccountId: 11, prepaidAccountId: 12 },
  roundingAccountId: 13,
};
const key = fc.record({
  vendorId: fc.nat({ max: 2 }),
  glAccountId: fc.nat({ max: 3 }),
  teamId: fc.nat({ max: 1 }),
  projectId: fc.nat({ max: 1 }),
});
const usage = fc.array(
  fc
    .record({ key, nano, isAccrued: fc.boolean() })
    .map((fact) => ({ ...fact.key, nano: String(fact.nano), isAccrued: fact.isAccrued })),
  { maxLength: 12 },
);
const line = fc.record({ key, nano, service, day: fc.nat({ max: 300 }), isBookedOnly: fc.boolean() }).map((fact) => ({
  ...fact.key,
  nano: String((fact.nano / 100_000n) * 100_000n),
  date: addDays('2026-01-01', fact.day),
  ...{ serviceFrom: fact.service.from, serviceUntil: fact.service.until, isBookedOnly: fact.isBookedOnly },
}));
const MONTHS = Array.from({ length: 40 }, (_, index) => addMonths('2026-01-01', index));

const linesOf = (lines: readonly BookedLine[], month: Day) =>
  lines.filter(({ date, serviceUntil }) => date < addMonths(month, 1) && (date >= month || serviceUntil > month));

test('every journal balances, liabilities are what was booked, and the prepaid account runs empty', () => {
  fc.assert(
    fc.property(
      fc.array(usage, { minLength: 40, maxLength: 40 }),
      fc.array(line, { maxLength: 12 }),
      (usages, lines) => {
        const balances = new Map<number, bigint>();
        let booked = 0n;
        let owedExact = 0n;
        for (const [index, month] of MONTHS.entries()) {
          const own = usages[index] ?? [];
          const sources = { usage: own, usageBefore: usages[index - 1] ?? [], lines: linesOf(lines, month) };
          const vendors = monthPostings(month, sources);
          const journals = buildJournals({ month, isClosed: true, names, accounts, vendors });
          for (const journal of journals) {
            expect(sum(journal.lines.map(({ cents }) => cents))).toBe(0n);
            for (const posted of journal.lines) {
              balances.set(posted.account.id, (balances.get(posted.account.id) ?? 0n) + posted.cents);
              const isOwn = journal.kind === 'COSTS' || journal.kind === 'ACCRUALS';
              if (isOwn && [10, 11].includes(posted.account.id)) owedExact -= posted.exactNano;
            }
          }
          booked += sum(own.map((fact) => BigInt(fact.nano)));
          booked += sum(
            lines.filter(({ date }) => date.slice(0, 7) === month.slice(0, 7)).map((fact) => BigInt(fact.nano)),
          );
          for (const { files } of Object.values(journalFormats))
            expect(files(journals).join('')).not.toMatch(/[,\t]=cmd/);
        }
        expect(owedExact).toBe(booked);
        expect(balances.get(12) ?? 0n).toBe(0n);
        const lastAccrued = (usages.at(-1) ?? []).some(({ isAccrued }) => isAccrued);
        if (!lastAccrued) expect(balances.get(11) ?? 0n).toBe(0n);
        // Rounding stays small: at most a cent and a half for each journal.
        const rounding = balances.get(13) ?? 0n;
        expect(rounding < 600n && rounding > -600n).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

test('Xero files hold at most 300 lines, each a whole and balanced journal', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1400 }), (count) => {
      const plain = { description: '', exactNano: 0n, vendor: 'Anthropic', team: '', project: '' };
      const [, expense] = account(1);
      const [, payable] = account(10);
      const expenses = Array.from({ length: count }, (_, index) => ({
        ...plain,
        account: expense,
        cents: BigInt(index + 1),
      }));
      const owed = { ...plain, account: payable, cents: -sum(expenses.map(({ cents }) => cents)) };
      const head = { number: 'OL-1', kind: 'COSTS' as const, date: '2026-09-30', currency: 'USD', narration: 'Costs' };
      const files = journalFormats.xero.files([{ ...head, lines: [...expenses, owed] }]);
      const byCode = new Map<string, number>();
      for (const file of files) {
        const rows = file.trimEnd().split('\r\n').slice(1);
        expect(rows.length).toBeLessThanOrEqual(XERO_LINES);
        const parts = new Map<string, number>();
        for (const row of rows) {
          const [narration = '', , , code = '', , amount = ''] = row.split(',');
          const cents = Math.round(Number(amount) * 100);
          parts.set(narration, (parts.get(narration) ?? 0) + cents);
          byCode.set(code, (byCode.get(code) ?? 0) + cents);
        }
        expect([...parts.values()].every((total) => total === 0)).toBe(true);
      }
      expect(byCode.get('6010')).toBe(Number(owed.cents));
    }),
    { numRuns: 25 },
  );
});

test('recognizes nothing before its service begins and all of it after', () => {
  const spread = { nano: 10n, service: { from: '2026-03-10', until: '2026-03-13' } };
  expect(
    ['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-04-01'].map((day) => recognizedBefore(spread, day)),
  ).toEqual([0n, 3n, 6n, 10n, 10n]);
});
