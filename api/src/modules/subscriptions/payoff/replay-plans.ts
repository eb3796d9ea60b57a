import { scaledInteger } from '../../../lib/money.ts';
import type { Plan } from '../plan.ts';
import type { PayoffMonth } from './read-payoff.ts';

/** A way to have had the same usage; money in nano-units of the reporting currency over all months. */
export interface ReplayOption {
  /** Undefined: the API at list price. */
  plan: Plan | undefined;
  /** Undefined: what it includes is not known. */
  cost: bigint | undefined;
  /** Of `cost`: what the plan itself costs. */
  fixed: bigint;
  /** Of `cost`: usage beyond what it includes. */
  overage: bigint;
  /** Per year against what was paid; negative: dearer. */
  yearlySaving: bigint | undefined;
  /** The saving is too small, or the other way, to act on. */
  isWithinBand: boolean;
}

export interface Replay {
  /** Months it compares: over, and paid for from the first day to the last. */
  monthCount: number;
  /** What was paid: amortized price and metered usage. */
  paid: bigint;
  /** The same usage at list price. */
  listValue: bigint;
  options: ReplayOption[];
  /** The cheapest option beyond the band; undefined: stay. */
  best: ReplayOption | undefined;
}

/** Below this share of what was paid, or this much a month in USD, nothing is suggested. */
export const NO_ACTION = { percent: 10n, usdPerMonth: 5n };

const NANO = 10n ** 9n;

/**
 * What the months would have cost on each plan: its price for every seat and for everybody who used it, and each member's
 * usage beyond the allowance at its overage price. `usdRate`: units of the reporting currency (12 digits) for one USD.
 * `currentPlan`: code of the one it has; only what is cheaper than staying on it is suggested.
 */
export function replayPlans(
  months: readonly PayoffMonth[],
  plans: readonly Plan[],
  usdRate: string,
  currentPlan?: string | null,
): Replay {
  const usd = scaledInteger(usdRate, 12);
  const fromUsd = (decimal: string) => (scaledInteger(decimal, 9) * usd) / 10n ** 12n;
  const complete = months.filter(({ isComplete, isWhole }) => isComplete && isWhole);
  const rows = complete.flatMap(({ usage }) => usage);
  const listValue = sum(rows.map(({ includedList, meteredList }) => includedList + meteredList));
  const paid = sum(complete.map(({ price }) => price)) + sum(rows.map(({ meteredSpend }) => meteredSpend));
  const count = BigInt(complete.length);
  const judged = (plan: Plan | undefined, fixed: bigint, overage: bigint | undefined): ReplayOption => {
    const cost = overage === undefined ? undefined : fixed + overage;
    const saving = cost === undefined ? undefined : paid - cost;
    return {
      ...{ plan, cost, fixed, overage: overage ?? 0n },
      yearlySaving: saving === undefined || count === 0n ? undefined : (saving * 12n) / count,
      isWithinBand:
        saving === undefined || isSmall(saving, paid, (count * NO_ACTION.usdPerMonth * NANO * usd) / 10n ** 12n),
    };
  };
  const options = [
    ...plans.map((plan) => {
      const seats = BigInt(sum(complete.map((month) => BigInt(Math.max(month.seats, plan.minSeats, users(month))))));
      return judged(plan, seats * (monthlyPrice(plan, fromUsd) ?? 0n), overageOf(plan, complete, fromUsd));
    }),
    judged(undefined, 0n, listValue),
  ];
  const staying = currentPlan ? options.find(({ plan }) => plan?.code === currentPlan)?.cost : undefined;
  const candidates = options.filter(
    ({ cost, isWithinBand }) => !isWithinBand && cost !== undefined && (staying === undefined || cost < staying),
  );
  const best = candidates.sort((a, b) => ((a.cost ?? 0n) < (b.cost ?? 0n) ? -1 : 1))[0];
  return { monthCount: complete.length, paid, listValue, options, best: complete.length === 0 ? undefined : best };
}

const isSmall = (saving: bigint, paid: bigint, leastSaving: bigint) =>
  saving < leastSaving || saving * 100n < paid * NO_ACTION.percent;

/** Nano-units per seat and month. */
function monthlyPrice(plan: Plan, fromUsd: (decimal: string) => bigint): bigint | undefined {
  const price = (interval: string) =>
    plan.prices.findLast((row) => row.interval === interval && row.currency === 'USD');
  const [monthly, yearly] = [price('MONTHLY'), price('YEARLY')];
  return monthly ? fromUsd(monthly.amount) : yearly && fromUsd(yearly.amount) / 12n;
}

/** Undefined when the plan's allowance is not known, unless nothing was used. */
function overageOf(plan: Plan, months: readonly PayoffMonth[], fromUsd: (decimal: string) => bigint) {
  const rows = months.flatMap(({ usage }) => usage);
  const { allowance } = plan;
  if (!allowance) return rows.length === 0 ? 0n : undefined;
  const perUnit = fromUsd(allowance.overage);
  if (allowance.unit === 'REQUESTS') {
    const included = BigInt(allowance.perMonth);
    return sum(rows.map(({ requests }) => (requests > included ? (requests - included) * perUnit : 0n)));
  }
  const included = fromUsd(allowance.perMonth);
  const used = rows.map(({ includedList, meteredList }) => includedList + meteredList);
  const share = scaledInteger(allowance.overage, 9);
  return sum(used.map((value) => (value > included ? ((value - included) * share) / NANO : 0n)));
}

const users = ({ usage }: PayoffMonth) => new Set(usage.map(({ memberId }) => memberId)).size;

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
