import { addDays, type Day, daysOf } from '../src/lib/calendar.ts';
import { backtest, summaryOf, type Trial } from '../src/modules/explore/projection/backtest.ts';
import { startSimulator } from '../src/simulator/start-simulator.ts';

const ACCOUNTS = ['anthropic', 'anthropic-2', 'cursor'] as const;
const FROM = '2025-10-01';
const UNTIL = '2026-11-01';
const MONTHS = Array.from({ length: 10 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}-01`);
const DAYS_OF_MONTH = [2, 4, 6, 9, 11, 16, 21, 26];
const HISTORY_DAYS = 182;

/** Projections of the sample organization's months from several of their days, beside the simple run-rate. */
export async function benchProjection(print: (line: string) => void): Promise<void> {
  const now = () => new Date(`${UNTIL}T12:00:00Z`);
  const simulator = await startSimulator({
    seed: 1,
    now,
    historyDays: daysOf({ from: FROM, until: UNTIL }).length + 1,
  });
  const total = new Map<Day, bigint>();
  const accounts = new Map<string, Map<Day, bigint>>();
  const owners = new Map<string, Map<Day, bigint>>();
  const add = (series: Map<Day, bigint>, day: Day, nano: bigint) => series.set(day, (series.get(day) ?? 0n) + nano);
  const of = (all: Map<string, Map<Day, bigint>>, key: string) => {
    const series = all.get(key) ?? new Map<Day, bigint>();
    all.set(key, series);
    return series;
  };
  for (let day: Day = FROM; day < UNTIL; day = addDays(day, 1)) {
    for (const account of ACCOUNTS) {
      for (const { email, nano } of simulator.truth.spendByOwner(account, day)) {
        add(total, day, nano);
        add(of(accounts, account), day, nano);
        add(of(owners, String(email)), day, nano);
      }
    }
  }
  await simulator.close();

  const options = { months: MONTHS, daysOfMonth: DAYS_OF_MONTH, historyDays: HISTORY_DAYS };
  const whole = backtest(total, options);
  print(`\nprojection of ${MONTHS.length} months of the sample organization: mean absolute percentage error`);
  print('                     ours   run-rate   months within the 80 % interval');
  print(`organization       ${row(whole)}`);
  for (const day of DAYS_OF_MONTH) {
    const name = `  from day ${day}`.padEnd(19);
    print(`${name}${row(whole.filter(({ dayOfMonth }) => dayOfMonth === day))}`);
  }
  for (const [name, series] of accounts) print(`${name.padEnd(19)}${row(backtest(series, options))}`);
  const people = [...owners.values()].flatMap((series) => backtest(series, options));
  print(`${`${owners.size} owners`.padEnd(19)}${row(people)}`);
}

function row(trials: readonly Trial[]): string {
  const { meanMiss, meanRunRateMiss, coverage, intervals, trials: count } = summaryOf(trials);
  const percent = (value: number) => `${value.toFixed(1)} %`.padStart(8);
  return `${percent(meanMiss)}${percent(meanRunRateMiss).padStart(11)}   ${percent(coverage)} of ${intervals} (${count} projections)`;
}
