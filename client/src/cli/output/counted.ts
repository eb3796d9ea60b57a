import { formatCount } from './numbers.ts';

/** `1 response`, `12,345 responses`. */
export const counted = (count: number, thing: string, things = `${thing}s`): string =>
  `${formatCount(String(count))} ${count === 1 ? thing : things}`;
