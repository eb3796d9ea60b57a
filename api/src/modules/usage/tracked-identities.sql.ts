import type { IdentityKind } from '@outlay/prisma';
import type { PoolClient } from 'pg';
import { attributeIdentities } from '../integrations/attribute-identities.ts';

/** Somebody or something known from tracked usage only, at a vendor without a connection. */
export interface ToldIdentity {
  vendorId: number;
  kind: IdentityKind;
  externalId: string;
  name: string;
  email?: string;
  hint?: string;
}

const keyOf = ({ vendorId, kind, externalId }: Pick<ToldIdentity, 'vendorId' | 'kind' | 'externalId'>) =>
  `${vendorId} ${kind} ${externalId}`;

/** Finds or creates them; addresses of allowed domains become members. Answers id by `vendor kind externalId`. */
export async function findOrCreateIdentities(
  client: PoolClient,
  told: readonly ToldIdentity[],
): Promise<ReadonlyMap<string, number>> {
  const distinct = [...new Map(told.map((identity) => [keyOf(identity), identity])).values()];
  if (distinct.length === 0) return new Map();
  const columns = [
    distinct.map(({ vendorId }) => vendorId),
    distinct.map(({ kind }) => kind),
    distinct.map(({ externalId }) => externalId),
  ];
  const read = async () => {
    const { rows } = await client.query<{ id: number; vendorId: number; kind: IdentityKind; externalId: string }>(
      `SELECT i.id, told.vendor_id AS "vendorId", i.kind, i.external_id AS "externalId"
       FROM unnest($1::int[], $2::text[], $3::text[]) AS told(vendor_id, kind, external_id)
       JOIN identity i ON i.scope = 'v' || told.vendor_id AND i.kind = told.kind::identity_kind AND i.external_id = told.external_id`,
      columns,
    );
    return new Map(rows.map((row) => [keyOf(row), row.id]));
  };
  const known = await read();
  if (known.size === distinct.length) return known;
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO identity (scope, kind, external_id, name, email, hint)
     SELECT 'v' || told.vendor_id, told.kind::identity_kind, told.external_id, told.name, told.email, told.hint
     FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       AS told(vendor_id, kind, external_id, name, email, hint)
     ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...columns,
      distinct.map(({ name }) => name),
      distinct.map(({ email }) => email ?? null),
      distinct.map(({ hint }) => hint ?? null),
    ],
  );
  await attributeIdentities(
    client,
    rows.map(({ id }) => id),
  );
  return read();
}

/** Members by address, in lower case. */
export async function membersByEmail(client: PoolClient, emails: readonly string[]): Promise<Map<string, number>> {
  if (emails.length === 0) return new Map();
  const { rows } = await client.query<{ id: number; email: string }>(
    'SELECT id, lower(email) AS email FROM member WHERE lower(email) = ANY($1::text[])',
    [emails],
  );
  return new Map(rows.map(({ id, email }) => [email, id]));
}
