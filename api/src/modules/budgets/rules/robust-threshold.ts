/** What a value is compared with; all in the unit of the values. */
export interface RobustThreshold {
  median: bigint;
  /** Of the distances from the median. */
  deviation: bigint;
  threshold: bigint;
}

/** The median absolute deviation of normally distributed values is their standard deviation divided by this. */
const NORMAL_TEN_THOUSANDTHS = 14_826n;
/** Of the median: regular series have next to no deviation, and a tenth more is nothing unusual. */
const LEAST_DEVIATION_TENTHS = 1n;

/**
 * The median and `factorTenths` deviations above it, of which single extreme values move neither.
 * @throws RangeError without a value
 */
export function robustThreshold(history: readonly bigint[], factorTenths: number): RobustThreshold {
  const middle = median(history);
  const distances = history.map((value) => (value > middle ? value - middle : middle - value));
  const measured = (median(distances) * NORMAL_TEN_THOUSANDTHS) / 10_000n;
  const least = (middle * LEAST_DEVIATION_TENTHS) / 10n;
  const deviation = measured > least ? measured : least;
  return { median: middle, deviation, threshold: middle + (deviation * BigInt(factorTenths)) / 10n };
}

/** The middle value, or the mean of the two (rounded down). @throws RangeError without a value */
export function median(values: readonly bigint[]): bigint {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('there is no median of nothing');
  return (lower + upper) / 2n;
}
