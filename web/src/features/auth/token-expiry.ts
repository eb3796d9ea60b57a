const DAY_MS = 86_400_000;
const NEVER = 'never';

/** Lifetimes of a token in days; only an administrator's may last for ever. */
export function expiryOptions(isAdmin: boolean): { value: string; label: string }[] {
  const days = [7, 30, 90, 365].map((count) => ({ value: String(count), label: `In ${count} days` }));
  return isAdmin ? [...days, { value: NEVER, label: 'Never' }] : days;
}

/** The instant a token chosen at `now` expires, or null for never. */
export function expiryInstant(value: string, now: Date): string | null {
  return value === NEVER ? null : new Date(now.getTime() + Number(value) * DAY_MS).toISOString();
}
