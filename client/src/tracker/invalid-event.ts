/** What the caller gave cannot be recorded. Never thrown into the caller: it becomes a drop. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
  readonly field: string;

  constructor(field: string, value: unknown, remedy: string) {
    super(`${field} ${shown(value)} cannot be recorded. ${remedy}`);
    this.field = field;
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `"${value.slice(0, 40)}…"` : `"${value}"`;
  return typeof value === 'object' && value !== null
    ? `of type ${Array.isArray(value) ? 'array' : 'object'}`
    : String(value);
}
