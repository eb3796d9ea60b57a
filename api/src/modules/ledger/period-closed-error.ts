import { ConflictError } from '../../lib/errors.ts';

/** SQLSTATE of the rule by which the database keeps closed months. */
const PERIOD_CLOSED = 'OL001';

/** The month is closed: what it booked stays. */
export class PeriodClosedError extends ConflictError {
  /** First day of the closed month. */
  readonly month: string;
  constructor(field: string, month: string) {
    super(
      field,
      `${month.slice(0, 7)} is closed. Enter the correction in an open period, or ask an administrator to reopen it.`,
    );
    this.month = month;
  }
}

/** Runs a write; the database's refusal to touch a closed month becomes an error of `field`. @throws PeriodClosedError */
export async function refuseClosedPeriod<T>(field: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const month = closedMonthOf(error);
    throw month === undefined ? error : new PeriodClosedError(field, month);
  }
}

/** pg's error, or one that the ORM wrapped around it. */
function closedMonthOf(error: unknown): string | undefined {
  const text = JSON.stringify(error, Object.getOwnPropertyNames(error instanceof Object ? error : {})) ?? '';
  if (!text.includes(PERIOD_CLOSED)) return undefined;
  const month = /accounting period (\d{4}-\d{2}) is closed/.exec(
    error instanceof Error ? `${error.message} ${text}` : text,
  )?.[1];
  return month === undefined ? undefined : `${month}-01`;
}
