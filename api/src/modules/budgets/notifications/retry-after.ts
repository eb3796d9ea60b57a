const MINUTE_MS = 60_000;
/** Waits between tries: about two days and ten tries in all. */
const WAITS_MINUTES = [0.5, 2, 10, 30, 120, 300, 600, 840, 1_200];
const JITTER = 0.4;

/** How long to wait after a failed try (from 1), a fifth more or less; undefined: no further try. `random` is in [0, 1). */
export function retryAfter(attempt: number, random: () => number): number | undefined {
  const minutes = WAITS_MINUTES[attempt - 1];
  return minutes === undefined ? undefined : Math.round(minutes * MINUTE_MS * (1 - JITTER / 2 + JITTER * random()));
}
