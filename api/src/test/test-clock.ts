import type { Clock } from '../lib/clock.ts';

/** A clock that stands still until the test moves it. */
export function testClock(start: string) {
  let instant = new Date(start);
  const now: Clock = () => new Date(instant);
  return {
    now,
    set(to: string) {
      instant = new Date(to);
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      instant = new Date(instant.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
    },
  };
}
