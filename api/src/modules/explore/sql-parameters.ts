/** Values of a statement, in the order of their placeholders. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** Placeholder with its type, `$1::int[]`. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
