import { isDay } from '../../lib/calendar.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import type { CostEntryOrderField, EntryPosition } from './cost-entries.sql.ts';

export function toEntryCursor({ orderValue, id }: EntryPosition): string {
  return Buffer.from(JSON.stringify([orderValue, id])).toString('base64url');
}

/** @throws InvalidInputError when it is not a cursor of a list in this order */
export function fromEntryCursor(cursor: string, field: CostEntryOrderField): EntryPosition {
  const [orderValue, id] = partsOf(cursor);
  if (typeof orderValue === 'string' && Number.isSafeInteger(id) && isOrderValue[field](orderValue))
    return { orderValue, id: Number(id) };
  const remedy = 'Use an endCursor of the same query with the same orderBy.';
  throw new InvalidInputError('after', cursor, `"${cursor}" is not a cursor of this list.`, remedy);
}

const isText = (text: string) => text.length <= 2_000 && !text.includes('\0');

const isOrderValue: Record<CostEntryOrderField, (text: string) => boolean> = {
  DATE: isDay,
  SERVICE_FROM: isDay,
  AMOUNT: (text) => /^-?\d{1,18}(\.\d{1,24})?$/.test(text),
  DESCRIPTION: isText,
  VENDOR: isText,
  CREATED_AT: (text) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+\d\d(:\d\d)?$/.test(text),
};

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
