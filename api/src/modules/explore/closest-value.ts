/** The known value most like a text, if any is like it at all. Case does not matter. */
export function closestValue(text: string, known: readonly string[]): string | undefined {
  const wanted = text.toLowerCase();
  let closest: { value: string; distance: number } | undefined;
  for (const value of known) {
    const distance = editDistance(wanted, value.toLowerCase());
    if (!closest || distance < closest.distance) closest = { value, distance };
  }
  return closest && closest.distance <= Math.max(2, Math.ceil(wanted.length / 2)) ? closest.value : undefined;
}

/** Levenshtein distance of the first 100 characters. */
function editDistance(left: string, right: string): number {
  const [from, to] = [left.slice(0, 100), right.slice(0, 100)];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
