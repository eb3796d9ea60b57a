import { describe, expect, it } from 'vitest';
import { daysOf } from '../../../lib/calendar.ts';
import { startSimulator } from '../../../simulator/start-simulator.ts';
import type { VendorAccount } from '../../../simulator/truth.ts';
import { backtest, summaryOf } from './backtest.ts';

const ACCOUNTS: readonly VendorAccount[] = ['anthropic', 'anthropic-2', 'cursor'];
const options = {
  months: ['2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01'],
  daysOfMonth: [2, 4, 6, 9, 11, 16, 21, 26],
  historyDays: 120,
};

/** What the sample organization's vendors bill per UTC day, by account and together. */
async function billedDays(seed: number) {
  const simulator = await startSimulator({ seed, now: () => new Date('2026-11-01T12:00:00Z'), historyDays: 310 });
  try {
    const days = daysOf({ from: '2026-01-01', until: '2026-11-01' });
    const byAccount = ACCOUNTS.map(
      (account) => new Map(days.map((day) => [day, simulator.truth.billNano(account, day)])),
    );
    const total = new Map(
      days.map((day) => [day, byAccount.reduce((sum, account) => sum + (account.get(day) ?? 0n), 0n)]),
    );
    return { total, byAccount };
  } finally {
    await simulator.close();
  }
}

describe.each([1, 7])('the months of sample organization %i', (seed) => {
  it('are projected better than by the run-rate, and the intervals hold about as often as they say', async () => {
    const { total, byAccount } = await billedDays(seed);
    const whole = backtest(total, options);
    const { meanMiss, meanRunRateMiss, trials } = summaryOf(whole);
    expect(trials).toBe(48);
    expect(meanMiss).toBeLessThan(meanRunRateMiss / 1.5);
    expect(meanMiss).toBeLessThan(9);
    const early = summaryOf(whole.filter(({ dayOfMonth }) => dayOfMonth < 9));
    expect(early.meanMiss).toBeLessThan(early.meanRunRateMiss / 2);

    const all = summaryOf([whole, ...byAccount.map((account) => backtest(account, options))].flat());
    expect(all.meanMiss).toBeLessThan(all.meanRunRateMiss / 1.5);
    expect(all.intervals).toBe(all.trials);
    expect(all.coverage).toBeGreaterThan(70);
    expect(all.coverage).toBeLessThan(95);
  }, 120_000);
});
