const NOTHING = 'nothing';

export interface ChangedField {
  field: string;
  /** Null where nothing was there before. */
  from: string | null;
  to: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toText(value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING;
  if (Array.isArray(value) && value.length === 0) return NOTHING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The fields that an event changed, as text; what stayed equal or empty is left out. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const [old, now] = [isRecord(before) ? before : null, isRecord(after) ? after : null];
  const fields = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  return fields
    .map((field) => ({ field, from: old ? toText(old[field]) : null, to: now ? toText(now[field]) : NOTHING }))
    .filter(({ from, to }) => (from ?? NOTHING) !== to);
}
