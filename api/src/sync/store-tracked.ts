import type { BillingKind } from '@outlay/prisma';
import type { PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import type { PriceBasis } from './price-row.ts';
import { type MarkedDay, markPushed } from './stale-marks.sql.ts';
import { insertNewRows, replaceRows } from './store-rows.sql.ts';
import type { StoredRow } from './stored-row.ts';
import { sourceRank } from './tracked-source.ts';

interface Known extends PriceBasis {
  key: string;
  stream: string;
  size: bigint;
  connectionId: number;
  day: Day;
  billingKind: BillingKind;
}

const KNOWN = `b.natural_key AS key, b.stream, b.price_revision_id AS "priceRevisionId", b.discount_millionths AS "discountMillionths",
  b.input_tokens + b.cache_read_tokens + b.cache_write_5m_tokens + b.cache_write_1h_tokens + b.output_tokens AS size,
  b.connection_id AS "connectionId", b.billing_day::text AS day, b.billing_kind AS "billingKind"`;
const BY_KEY =
  'unnest($1::int[], $2::uuid[]) AS told(shard, natural_key) WHERE b.shard = told.shard AND b.natural_key = told.natural_key';

const keysOf = (rows: readonly StoredRow[]) => [
  rows.map(({ shard }) => shard),
  rows.map(({ naturalKey }) => naturalKey),
];

/** Tokens of every kind. */
function sizeOf(row: StoredRow): bigint {
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens } = row;
  return [inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens].reduce<bigint>(
    (sum, tokens) => sum + (tokens ?? 0n),
    0n,
  );
}

/**
 * Of two tellings of one request the more telling source's holds; of one source's, the larger; else the linked one, or
 * the one that says it is paid otherwise.
 */
function beats(row: StoredRow, known: Known): boolean {
  const difference = sourceRank(row.stream) - sourceRank(known.stream);
  if (difference !== 0) return difference < 0;
  const size = sizeOf(row);
  if (size !== known.size) return size > known.size;
  const isPaidOtherwise = row.isBillingTold && row.billingKind !== known.billingKind;
  return isPaidOtherwise || (known.connectionId === 0 && row.connectionId !== 0);
}

/**
 * Stores rows in the order of their keys (each once), and marks the days that change. Known rows stay, unless the new
 * one beats them; `repriced` keeps the prices they had. Answers the keys that were stored.
 */
export async function storeTracked(
  client: PoolClient,
  rows: readonly StoredRow[],
  repriced: (row: StoredRow, kept: PriceBasis) => StoredRow,
): Promise<Set<string>> {
  const inserted = await insertNewRows(client, rows);
  const marked = new Map<string, MarkedDay>();
  const mark = ({ connectionId, day }: MarkedDay) => marked.set(`${connectionId} ${day}`, { connectionId, day });
  const stored = rows.filter(({ naturalKey }) => inserted.has(naturalKey));
  const clashing = rows.filter(({ naturalKey }) => !inserted.has(naturalKey));
  if (clashing.length > 0) {
    const known = await readKnown(client, clashing, `SELECT ${KNOWN} FROM usage_bucket b, ${BY_KEY}`);
    const candidates = clashing.filter((row) => winsOver(row, known));
    // An update that changes nothing locks the rows and tells what they are by then.
    const locked =
      candidates.length > 0
        ? await readKnown(
            client,
            candidates,
            `UPDATE usage_bucket b SET stream = b.stream FROM ${BY_KEY} RETURNING ${KNOWN}`,
          )
        : new Map<string, Known>();
    const winners = candidates.filter((row) => winsOver(row, locked));
    const replacing = winners.flatMap((row) => {
      const before = locked.get(row.naturalKey);
      if (before) mark(before);
      return before ? [repriced(row, before)] : [];
    });
    await replaceRows(client, replacing);
    stored.push(...replacing);
  }
  for (const { connectionId, billingDay } of stored) mark({ connectionId, day: billingDay });
  for (const day of await daysSharingSessions(client, stored)) mark(day);
  await markPushed(client, [...marked.values()]);
  return new Set(stored.map(({ naturalKey }) => naturalKey));
}

async function readKnown(client: PoolClient, rows: readonly StoredRow[], sql: string): Promise<Map<string, Known>> {
  const answer = await client.query<Known>(sql, keysOf(rows));
  return new Map(answer.rows.map((known) => [known.key, { ...known, size: BigInt(known.size) }]));
}

function winsOver(row: StoredRow, known: ReadonlyMap<string, Known>): boolean {
  const before = known.get(row.naturalKey);
  return before !== undefined && beats(row, before);
}

/** Where rows that name no request belong to sessions of these: a better source may have come, or gone. */
async function daysSharingSessions(client: PoolClient, rows: readonly StoredRow[]): Promise<MarkedDay[]> {
  const inSession = rows.filter(({ sessionId }) => sessionId !== 0);
  if (inSession.length === 0) return [];
  const answer = await client.query<MarkedDay>(
    `SELECT DISTINCT connection_id AS "connectionId", billing_day::text AS day FROM usage_bucket
     WHERE billing_day = ANY($1::date[]) AND session_id = ANY($2::int[])
       AND evidence = 'TRACKED' AND NOT has_request_id AND session_id <> 0`,
    [
      [...new Set(inSession.map(({ billingDay }) => billingDay))],
      [...new Set(inSession.map(({ sessionId }) => sessionId))],
    ],
  );
  return answer.rows;
}
