import { median } from './robust-threshold.ts';

/** What one hour cost, in nano-units. */
export interface HourSpend {
  hour: Date;
  spend: bigint;
}

export interface BurnRate extends HourSpend {
  /** Of the hours with usage before. */
  usual: bigint;
  hoursCompared: number;
}

interface BurnRule {
  /** Hours with usage that a history needs. */
  leastHistory: number;
  factorTenths: number;
  /** Smaller amounts are nothing to tell of. */
  least: bigint;
}

/** The latest of the hours from `since` on that cost more than `factorTenths` of what hours before it usually did. */
export function burnRate(hours: readonly HourSpend[], since: Date, rule: BurnRule): BurnRate | undefined {
  const active = hours.filter(({ spend }) => spend > 0n).toSorted((a, b) => a.hour.getTime() - b.hour.getTime());
  return active
    .flatMap(({ hour, spend }, index): BurnRate[] => {
      if (hour < since || index < rule.leastHistory || spend <= rule.least) return [];
      const usual = median(active.slice(0, index).map((before) => before.spend));
      const isFast = spend * 10n > usual * BigInt(rule.factorTenths);
      return isFast ? [{ hour, spend, usual, hoursCompared: index }] : [];
    })
    .at(-1);
}
