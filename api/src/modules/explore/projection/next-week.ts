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
  const ofAll = fenceOf(latestFirst, 0n);
  const fences = Array.from({ length: WEEK }, (_, weekday) => {
    const ofWeekday = everySeventh(latestFirst, weekday);
    return ofWeekday.length < LEAST_OF_WEEKDAY ? ofAll : fenceOf(ofWeekday, ofAll.center);
  });
  const capped = recent.map((amount, age) => cap(amount, fences[age % WEEK]));
  const isNewLevel = capped.filter((amount, age) => amount !== recent[age]).length > MOST_OUTLIERS;
  const used = isNewLevel ? recent : capped;
  return Array.from({ length: WEEK }, (_, ahead) =>
    mean(used.length < WEEK ? used : everySeventh(used, WEEK - 1 - ahead)),
  );
}

const everySeventh = (amounts: readonly bigint[], first: number) =>
  amounts.filter((_, index) => index % WEEK === first);

interface Fence {
  center: bigint;
  width: bigint;
}

/** Twice the median of the same weekday, or of any day, or eight times the usual distance from it, whichever is most. */
function fenceOf(amounts: readonly bigint[], medianOfAll: bigint): Fence {
  const center = median(amounts);
  const spread = median(amounts.map((amount) => magnitude(amount - center)));
  return { center, width: greatest(2n * magnitude(center), 2n * magnitude(medianOfAll), 8n * spread) };
}

function cap(amount: bigint, fence: Fence | undefined): bigint {
  if (!fence || fence.width === 0n || magnitude(amount - fence.center) <= fence.width) return amount;
  return amount > fence.center ? fence.center + fence.width : fence.center - fence.width;
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
