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
  /** Per year against staying; negative: dearer. */
  yearlySaving: bigint | undefined;
  /** The saving is too small, or the other way, to act on. */
  isWithinBand: boolean;
}

export interface Replay {
  /** Months it compares: over, paid for from the first day to the last, and with usage that was seen. */
  monthCount: number;
  /** What was paid: amortized price and metered usage. */
  paid: bigint;
  /** What savings are told against: the same usage on the plan it has at its price, at most what was paid. */
  staying: bigint;
  /** The same usage at list price. */
  listValue: bigint;
  options: ReplayOption[];
  /** The cheapest option beyond the band; undefined: stay. */
  best: ReplayOption | undefined;
}

/** Below this share of what staying costs, or this much a month in USD, nothing is suggested. */
export const NO_ACTION = { percent: 10n, usdPerMonth: 5n };

const NANO = 10n ** 9n;

/**
 * What the months would have cost on each plan: its price for every seat and for everybody who used it, and each member's
 * usage beyond the allowance at its overage price. `usdRate`: units of the reporting currency (12 digits) for one USD.
 * `currentPlan`: code of the one it has; only what is cheaper than that is suggested, and usage metered beside it that it
 * would have covered is no saving of another.
 */
export function replayPlans(
  months: readonly PayoffMonth[],
  plans: readonly Plan[],
  usdRate: string,
  currentPlan?: string | null,
): Replay {
  const usd = scaledInteger(usdRate, 12);
  const fromUsd = (decimal: string) => (scaledInteger(decimal, 9) * usd) / 10n ** 12n;
  const complete = months.filter((month) => month.isComplete && month.isWhole && month.confidence !== 'NONE');
  const rows = complete.flatMap(({ usage }) => usage);
  const listValue = sum(rows.map(({ includedList, meteredList }) => includedList + meteredList));
  const price = sum(complete.map((month) => month.price));
  const paid = price + sum(rows.map(({ meteredSpend }) => meteredSpend));
  const costs: Cost[] = [
    ...plans.map((plan) => costOf(plan, complete, fromUsd)),
    { plan: undefined, fixed: 0n, overage: listValue },
  ];
  const current = costs.find(({ plan }) => plan !== undefined && plan.code === currentPlan);
  const covered = current?.overage === undefined ? paid : price + current.overage;
  const [staying = paid] = [covered, paid].sort((a, b) => (a < b ? -1 : 1));
  const currentCost = current?.overage === undefined ? undefined : current.fixed + current.overage;
  const count = BigInt(complete.length);
  const leastSaving = (count * NO_ACTION.usdPerMonth * NANO * usd) / 10n ** 12n;
  const options = costs.map(({ plan, fixed, overage }): ReplayOption => {
    const cost = overage === undefined ? undefined : fixed + overage;
    const saving = cost === undefined ? undefined : staying - cost;
    return {
      ...{ plan, cost, fixed, overage: overage ?? 0n },
      yearlySaving: saving === undefined || count === 0n ? undefined : (saving * 12n) / count,
      isWithinBand: saving === undefined || isSmall(saving, staying, leastSaving),
    };
  });
  const candidates = options.filter(
    ({ cost, isWithinBand }) =>
      !isWithinBand && cost !== undefined && (currentCost === undefined || cost < currentCost),
  );
  const best = candidates.sort((a, b) => ((a.cost ?? 0n) < (b.cost ?? 0n) ? -1 : 1))[0];
  return { monthCount: complete.length, paid, staying, listValue, options, best: count === 0n ? undefined : best };
}

interface Cost {
  plan: Plan | undefined;
  fixed: bigint;
  /** Undefined: what the plan includes is not known. */
  overage: bigint | undefined;
}

function costOf(plan: Plan, months: readonly PayoffMonth[], fromUsd: (decimal: string) => bigint): Cost {
  const seats = sum(months.map((month) => BigInt(Math.max(month.seats, plan.minSeats, users(month)))));
  return { plan, fixed: seats * (monthlyPrice(plan, fromUsd) ?? 0n), overage: overageOf(plan, months, fromUsd) };
}

const isSmall = (saving: bigint, staying: bigint, leastSaving: bigint) =>
  saving < leastSaving || saving * 100n < staying * NO_ACTION.percent;

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
