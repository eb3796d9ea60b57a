const WANTED_STEPS = 4;

/** Round numbers from below `least` to above `most`, evenly apart: where an axis has its lines. */
export function axisSteps(least: number, most: number): number[] {
  const span = most - least;
  if (!(span > 0)) return [0, 1];
  const rough = span / WANTED_STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((candidate) => rough <= candidate * power * (1 + 1e-9)) ?? 10) * power;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(10)));
}
