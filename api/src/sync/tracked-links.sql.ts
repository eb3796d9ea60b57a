import type { Pool, PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import { inTransaction } from '../lib/transaction.ts';
import { type DiscountSpan, loadDiscounts } from './price-book.sql.ts';
import { discountOn } from './price-row.ts';
import { markPushed } from './stale-marks.sql.ts';

/** Whose bill tracked usage is on: the identity and connection that a key's hint or a member's seat leads to. */
export interface TrackedLink {
  vendorId: number;
  identityId: number;
  connectionId: number;
}

/** Keys of the vendors' connections that end like the hints; one that could be several is none. By `vendor hint`. */
export async function linkKeyHints(
  client: Pick<PoolClient, 'query'>,
  told: readonly { vendorId: number; hint: string }[],
): Promise<Map<string, TrackedLink>> {
  if (told.length === 0) return new Map();
  const { rows } = await client.query<TrackedLink & { hint: string }>(
    `SELECT told.vendor_id AS "vendorId", told.hint, min(i.id) AS "identityId", min(i.connection_id) AS "connectionId"
     FROM unnest($1::int[], $2::text[]) AS told(vendor_id, hint)
     JOIN connection c ON c.vendor_id = told.vendor_id
     JOIN identity i ON i.connection_id = c.id AND i.kind = 'API_KEY' AND right(i.hint, length(told.hint)) = told.hint
     GROUP BY told.vendor_id, told.hint HAVING count(*) = 1`,
    [told.map(({ vendorId }) => vendorId), told.map(({ hint }) => hint)],
  );
  return new Map(rows.map(({ hint, ...link }) => [`${link.vendorId} ${hint}`, link]));
}

/** The members' users at the vendors' connections; a member with several is linked to none. By `vendor member`. */
export async function linkMembers(
  client: Pick<PoolClient, 'query'>,
  told: readonly { vendorId: number; memberId: number }[],
): Promise<Map<string, TrackedLink>> {
  if (told.length === 0) return new Map();
  const { rows } = await client.query<TrackedLink & { memberId: number }>(
    `SELECT told.vendor_id AS "vendorId", told.member_id AS "memberId", min(i.id) AS "identityId", min(i.connection_id) AS "connectionId"
     FROM unnest($1::int[], $2::int[]) AS told(vendor_id, member_id)
     JOIN connection c ON c.vendor_id = told.vendor_id
     JOIN identity i ON i.connection_id = c.id AND i.kind = 'USER'
     JOIN identity_mapping m ON m.identity_id = i.id AND m.member_id = told.member_id
     GROUP BY told.vendor_id, told.member_id HAVING count(DISTINCT i.id) = 1`,
    [told.map(({ vendorId }) => vendorId), told.map(({ memberId }) => memberId)],
  );
  return new Map(rows.map(({ memberId, ...link }) => [`${link.vendorId} ${memberId}`, link]));
}

interface MovedRow {
  shard: number;
  key: string;
  connectionId: number;
  day: Day;
}

interface Unlinked {
  /** Stands for a key of which only the hint is known. */
  identityId: number;
  vendorId: number;
  hint: string;
}

async function unlinkedKeys(client: Pick<PoolClient, 'query'>) {
  const { rows } = await client.query<Unlinked>(
    `SELECT i.id AS "identityId", v.id AS "vendorId", i.hint FROM identity i JOIN vendor v ON i.scope = 'v' || v.id
     WHERE i.connection_id IS NULL AND i.kind = 'API_KEY' AND i.hint IS NOT NULL`,
  );
  const links = await linkKeyHints(client, rows);
  return rows.flatMap(({ identityId, vendorId, hint }) => {
    const link = links.get(`${vendorId} ${hint}`);
    return link ? [{ fromId: identityId, ...link }] : [];
  });
}

const INCLUDED_SEATS = `connection_id = 0 AND evidence = 'TRACKED' AND billing_kind = 'INCLUDED' AND member_id <> 0`;

/** Moves usage of the days that turns out to be on a connection's bill to that connection, whose days are marked. */
export async function linkLate(client: PoolClient, billingDays: readonly Day[]): Promise<void> {
  const keys = await unlinkedKeys(client);
  const moved: MovedRow[] = [];
  const move = async (set: string, from: string, parameters: readonly unknown[]) => {
    const { rows } = await client.query<MovedRow>(
      `UPDATE usage_bucket b SET connection_id = link.connection_id, ${set}
       FROM ${from} JOIN connection c ON c.id = link.connection_id
       WHERE b.connection_id = 0 AND b.billing_day = ANY($1::date[]) AND b.evidence = 'TRACKED' AND b.currency = c.currency
         AND b.vendor_id = link.vendor_id AND link.from_id = CASE WHEN link.is_key THEN b.api_key_identity_id ELSE b.member_id END
         AND (link.is_key OR b.billing_kind = 'INCLUDED')
       RETURNING b.shard, b.natural_key AS key, b.connection_id AS "connectionId", b.billing_day::text AS day`,
      [billingDays, ...parameters],
    );
    for (const row of rows) moved.push(row);
  };
  const links = (isKey: boolean) =>
    `(SELECT *, ${isKey} AS is_key FROM unnest($2::int[], $3::int[], $4::int[], $5::int[]) AS told(from_id, vendor_id, identity_id, connection_id)) AS link`;
  const columns = (found: readonly (TrackedLink & { fromId: number })[]) => [
    found.map(({ fromId }) => fromId),
    found.map(({ vendorId }) => vendorId),
    found.map(({ identityId }) => identityId),
    found.map(({ connectionId }) => connectionId),
  ];
  if (keys.length > 0) await move('api_key_identity_id = link.identity_id', links(true), columns(keys));
  const seats = await unlinkedSeats(client, 'usage_bucket', billingDays);
  if (seats.length > 0)
    await move('user_identity_id = link.identity_id, api_key_identity_id = 0', links(false), columns(seats));
  await discountMoved(client, moved);
  const days = new Map(moved.map(({ connectionId, day }) => [`${connectionId} ${day}`, { connectionId, day }]));
  await markPushed(client, [...days.values()]);
}

/** On its first bill usage is priced with what is agreed for that connection; the list value stays. */
async function discountMoved(client: PoolClient, moved: readonly MovedRow[]): Promise<void> {
  const discounts = new Map<number, readonly DiscountSpan[]>();
  for (const id of new Set(moved.map(({ connectionId }) => connectionId)))
    discounts.set(id, await loadDiscounts(client, id));
  const cheaper = moved.flatMap(({ connectionId, day, ...row }) => {
    const millionths = discountOn(day, discounts.get(connectionId) ?? []);
    return millionths === 0 ? [] : [{ ...row, millionths }];
  });
  if (cheaper.length === 0) return;
  await client.query(
    `UPDATE usage_bucket b SET discount_millionths = told.millionths,
       cost_nano = half_even(b.list_value_nano * (1000000 - told.millionths)::numeric / 1000000)
     FROM unnest($1::int[], $2::uuid[], $3::int[]) AS told(shard, natural_key, millionths)
     WHERE b.shard = told.shard AND b.natural_key = told.natural_key AND b.discount_millionths = 0`,
    [cheaper.map(({ shard }) => shard), cheaper.map(({ key }) => key), cheaper.map(({ millionths }) => millionths)],
  );
}

async function unlinkedSeats(
  client: Pick<PoolClient, 'query'>,
  table: 'usage_bucket' | 'usage_month',
  days: readonly Day[] | null,
) {
  const within = table === 'usage_bucket' ? 'AND billing_day = ANY($1::date[])' : 'AND $1::date[] IS NULL';
  const { rows } = await client.query<{ vendorId: number; memberId: number }>(
    `SELECT DISTINCT vendor_id AS "vendorId", member_id AS "memberId" FROM ${table} WHERE ${INCLUDED_SEATS} ${within}`,
    [days],
  );
  const links = await linkMembers(client, rows);
  return rows.flatMap(({ vendorId, memberId }) => {
    const link = links.get(`${vendorId} ${memberId}`);
    return link ? [{ fromId: memberId, ...link }] : [];
  });
}

/** What was known of identities when late links were last looked for. */
const lookedAt = new WeakMap<Pool, string>();

/** Marks days of usage without a connection that identities found since then lead to one. */
export async function markLinkable(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ known: string }>(
    `SELECT concat_ws(' ', (SELECT max(id) FROM identity_mapping), (SELECT max(id) FROM identity), (SELECT max(listed_at) FROM identity)) AS known`,
  );
  const known = rows[0]?.known ?? '';
  if (lookedAt.get(pool) === known) return;
  await inTransaction(pool, async (client) => {
    const keys = await unlinkedKeys(client);
    const seats = await unlinkedSeats(client, 'usage_month', null);
    const days = await client.query<{ day: Day }>(
      `SELECT billing_day::text AS day FROM usage_day WHERE connection_id = 0 AND api_key_identity_id = ANY($1::int[])
       UNION SELECT billing_day::text FROM unlinked_day WHERE identity_id = ANY($1::int[])
       UNION SELECT billing_day::text FROM usage_day u JOIN unnest($2::int[], $3::int[]) AS seat(vendor_id, member_id)
         ON u.vendor_id = seat.vendor_id AND u.member_id = seat.member_id WHERE u.connection_id = 0 AND u.billing_kind = 'INCLUDED'`,
      [keys.map(({ fromId }) => fromId), seats.map(({ vendorId }) => vendorId), seats.map(({ fromId }) => fromId)],
    );
    await markPushed(
      client,
      days.rows.map(({ day }) => ({ connectionId: 0, day })),
    );
  });
  lookedAt.set(pool, known);
}
