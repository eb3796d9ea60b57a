/**
 * Splits `total` in proportion to `weights` by largest remainder: the parts sum to `total` exactly and each is
 * within one unit of its share. Ties go to the earlier weight. @throws RangeError for a negative or all-zero weight.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((subtotal, weight) => {
    if (weight < 0n) throw new RangeError(`weights must not be negative, got ${weight}`);
    return subtotal + weight;
  }, 0n);
  if (sum === 0n) throw new RangeError('at least one weight must be positive');
  const sign = total < 0n ? -1n : 1n;
  const magnitude = total * sign;
  const parts = weights.map((weight) => (magnitude * weight) / sum);
  const left = Number(magnitude - parts.reduce((subtotal, part) => subtotal + part, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts.map((part) => part * sign);
}
