import type { PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import type { PriceBasis } from './price-row.ts';
import { STORED_COLUMNS, type StoredRow } from './stored-row.ts';

const ROWS_PER_STATEMENT = 5_000;
const FIELDS = Object.keys(STORED_COLUMNS) as (keyof StoredRow)[];
const KEY_FIELDS = new Set<keyof StoredRow>(['shard', 'naturalKey']);
/** Set by settlement: a re-read that changes nothing else leaves them alone. */
const SETTLED_FIELDS = new Set<keyof StoredRow>(['isCounted', 'spendNano']);

const NEEDS_ESCAPE = /[\\"]/;

const column = (field: keyof StoredRow) => STORED_COLUMNS[field][0];
const evidenceFields = FIELDS.filter((field) => !KEY_FIELDS.has(field) && !SETTLED_FIELDS.has(field));
const tuple = (table: string) => `(${evidenceFields.map((field) => `${table}.${column(field)}`).join(', ')})`;
const REPLACE = `ON CONFLICT (shard, natural_key) DO UPDATE SET
  ${FIELDS.filter((field) => !KEY_FIELDS.has(field))
    .map((field) => `${column(field)} = excluded.${column(field)}`)
    .join(', ')}`;
const ON_CONFLICT = `${REPLACE}
  WHERE ${tuple('usage_bucket')} IS DISTINCT FROM ${tuple('excluded')}`;

/** One column as a PostgreSQL array literal; text is quoted, so that any is safe. */
function arrayLiteral(rows: readonly StoredRow[], field: keyof StoredRow): string {
  let literal = '';
  for (const row of rows) {
    const value = row[field];
    literal += literal === '' ? '{' : ',';
    if (value === null) literal += 'NULL';
    else if (typeof value !== 'string') literal += value;
    else literal += NEEDS_ESCAPE.test(value) ? `"${value.replace(/[\\"]/g, '\\$&')}"` : `"${value}"`;
  }
  return `${literal}}`;
}

function scalar(value: StoredRow[keyof StoredRow]): string | null {
  return value === null ? null : String(value);
}

/** Inserts rows, or updates those whose evidence changed. Keys must be unique within `rows`. */
export async function upsertRows(client: PoolClient, rows: readonly StoredRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await insertBatch(client, rows.slice(start, start + ROWS_PER_STATEMENT), ON_CONFLICT);
  }
}

/** Inserts the rows whose key is not stored yet; answers their keys. Keys must be unique within `rows`. */
export async function insertNewRows(client: PoolClient, rows: readonly StoredRow[]): Promise<Set<string>> {
  const inserted = await insertBatch(client, rows, 'ON CONFLICT (shard, natural_key) DO NOTHING RETURNING natural_key');
  return new Set(inserted);
}

/** Replaces stored rows, whatever they said. */
export async function replaceRows(client: PoolClient, rows: readonly StoredRow[]): Promise<void> {
  await insertBatch(client, rows, REPLACE);
}

/** Columns that are the same on every row travel once, the others as arrays. */
async function insertBatch(client: PoolClient, rows: readonly StoredRow[], onConflict: string): Promise<string[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const parameters: (string | null)[] = [];
  const arrays: { field: keyof StoredRow; placeholder: string }[] = [];
  const selected = FIELDS.map((field) => {
    const type = STORED_COLUMNS[field][1];
    const isConstant = !KEY_FIELDS.has(field) && rows.every((row) => row[field] === first[field]);
    if (isConstant) return `$${parameters.push(scalar(first[field]))}::${type}`;
    arrays.push({ field, placeholder: `$${parameters.push(arrayLiteral(rows, field))}::${type}[]` });
    return `new_row.${column(field)}`;
  });
  const answer = await client.query<{ natural_key: string }>(
    `INSERT INTO usage_bucket (${FIELDS.map(column).join(', ')})
     SELECT ${selected.join(', ')}
     FROM unnest(${arrays.map(({ placeholder }) => placeholder).join(', ')})
       AS new_row(${arrays.map(({ field }) => column(field)).join(', ')})
     ${onConflict}`,
    parameters,
  );
  return answer.rows.map((row) => row.natural_key);
}

interface StoredDays {
  connectionId: number;
  stream: string;
  days: readonly Day[];
}

/** What the stored rows of some days were priced with, by natural key. */
export async function storedPriceBases(
  client: PoolClient,
  { connectionId, stream, days }: StoredDays,
): Promise<Map<string, PriceBasis>> {
  const { rows } = await client.query<PriceBasis & { key: string }>(
    `SELECT natural_key AS key, price_revision_id AS "priceRevisionId", discount_millionths AS "discountMillionths"
     FROM usage_bucket WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND stream = $3 AND NOT is_residual`,
    [connectionId, days, stream],
  );
  return new Map(rows.map(({ key, ...basis }) => [key, basis]));
}

/** Removes what vanished upstream. */
export async function deleteVanished(
  client: PoolClient,
  { connectionId, stream, days }: StoredDays,
  keptKeys: readonly string[],
): Promise<void> {
  await client.query(
    `DELETE FROM usage_bucket WHERE connection_id = $1 AND billing_day = ANY($2::date[]) AND stream = $3 AND NOT is_residual
     AND natural_key NOT IN (SELECT unnest($4::uuid[]))`,
    [connectionId, days, stream, keptKeys],
  );
}
