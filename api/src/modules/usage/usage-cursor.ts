import { InvalidInputError } from '../../lib/errors.ts';
import type { UsageBucketRow, UsagePage } from './usage-buckets.sql.ts';

export function toCursor({ order_value, natural_key }: UsageBucketRow): string {
  return Buffer.from(JSON.stringify([order_value, natural_key])).toString('base64url');
}

const INTEGER = /^-?\d{1,18}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws InvalidInputError when it is not a cursor of this list */
export function fromCursor(cursor: string): NonNullable<UsagePage['after']> {
  const [orderValue, naturalKey] = textsOf(cursor);
  if (orderValue === undefined || naturalKey === undefined || !INTEGER.test(orderValue) || !UUID.test(naturalKey)) {
    const remedy = 'Use an endCursor of the same query with the same orderBy.';
    throw new InvalidInputError('after', cursor, `"${cursor}" is not a cursor of this list.`, remedy);
  }
  return { orderValue, naturalKey };
}

function textsOf(cursor: string): (string | undefined)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts.map((part) => (typeof part === 'string' ? part : undefined)) : [];
  } catch {
    return [];
  }
}
