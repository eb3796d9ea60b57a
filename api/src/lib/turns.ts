import { RateLimitedError } from './errors.ts';

export interface TurnLimits {
  /** Works of one caller that run at the same time. */
  running: number;
  /** Works of one caller that may wait for that; one more is refused. */
  waiting: number;
  /** What the refusal says. */
  refusal?: string;
  /** When the caller should try again. */
  pauseSeconds?: number;
}

const PAUSE_SECONDS = 5;

/**
 * Lets each caller run few works at a time, in the order they came, whatever other callers do.
 * The function it makes throws RateLimitedError when too many of the caller's works wait already.
 */
export function createTurns({
  running,
  waiting,
  refusal = 'Too many of your questions are waiting to be answered.',
  pauseSeconds = PAUSE_SECONDS,
}: TurnLimits) {
  const lines = new Map<string, { running: number; waiting: (() => void)[] }>();
  return async function inTurn<T>(caller: string, work: () => Promise<T>): Promise<T> {
    const line = lines.get(caller) ?? { running: 0, waiting: [] };
    lines.set(caller, line);
    if (line.running < running) line.running += 1;
    else if (line.waiting.length < waiting) await new Promise<void>((resolve) => line.waiting.push(resolve));
    else throw new RateLimitedError(refusal, pauseSeconds);
    try {
      return await work();
    } finally {
      // The place goes on to who waits longest, so that nobody comes in between.
      const next = line.waiting.shift();
      if (next) next();
      else line.running -= 1;
      if (line.running === 0) lines.delete(caller);
    }
  };
}
