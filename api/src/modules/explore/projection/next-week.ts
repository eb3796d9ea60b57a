import { divideHalfEven } from '../../../lib/money.ts';

const WEEK = 7;
const RECENT_DAYS = 4 * WEEK;
/** Days against which an extreme one is capped. */
const FENCE_DAYS = 12 * WEEK;
const LEAST_OF_WEEKDAY = 4;
/** More extreme days than this are not outliers but a new level. */
const MOST_OUTLIERS = 4;

/**
 * What each of the seven days after consecutive days (oldest first) is expected to come to: the mean of the same
 * weekday in the last four weeks, extreme days capped; with less than a week, the mean of all.
 */
export function nextWeek(amounts: readonly bigint[]): bigint[] {
  const latestFirst = amounts.slice(-FENCE_DAYS).reverse();
  const recent = latestFirst.slice(0, RECENT_DAYS);
  const medianOfAll = once(() => median(latestFirst));
  const caps = Array.from({ length: WEEK }, (_, weekday) => {
    const ofWeekday = everySeventh(latestFirst, weekday);
    return capBy(ofWeekday.length < LEAST_OF_WEEKDAY ? latestFirst : ofWeekday, medianOfAll);
  });
  const capped = recent.map((amount, age) => caps[age % WEEK]?.(amount) ?? amount);
  const isNewLevel = capped.filter((amount, age) => amount !== recent[age]).length > MOST_OUTLIERS;
  const used = isNewLevel ? recent : capped;
  return Array.from({ length: WEEK }, (_, ahead) =>
    mean(used.length < WEEK ? used : everySeventh(used, WEEK - 1 - ahead)),
  );
}

function everySeventh(amounts: readonly bigint[], first: number): bigint[] {
  const chosen: bigint[] = [];
  for (let index = first; index < amounts.length; index += WEEK) chosen.push(amounts[index] ?? 0n);
  return chosen;
}

/**
 * Moves what is too far from the median no farther than twice that median, or that of any day, or eight times the usual
 * distance from it, whichever is most; found out only where something is far.
 */
function capBy(amounts: readonly bigint[], medianOfAll: () => bigint): (amount: bigint) => bigint {
  const center = median(amounts);
  const near = 2n * magnitude(center);
  const fence = once(() => {
    const spread = median(amounts.map((amount) => magnitude(amount - center)));
    return greatest(near, 2n * magnitude(medianOfAll()), 8n * spread);
  });
  return (amount) => {
    const distance = magnitude(amount - center);
    if (distance <= near || fence() === 0n || distance <= fence()) return amount;
    return amount > center ? center + fence() : center - fence();
  };
}

function once<Value>(find: () => Value): () => Value {
  let found: { value: Value } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

function mean(amounts: readonly bigint[]): bigint {
  if (amounts.length === 0) return 0n;
  return divideHalfEven(
    amounts.reduce((sum, amount) => sum + amount, 0n),
    BigInt(amounts.length),
  );
}

const ascending = (values: readonly bigint[]) => [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** The lower middle one of an even number. */
const median = (values: readonly bigint[]) => ascending(values)[Math.ceil(values.length / 2) - 1] ?? 0n;
const greatest = (...values: bigint[]) => ascending(values).at(-1) ?? 0n;

export const magnitude = (value: bigint) => (value < 0n ? -value : value);
