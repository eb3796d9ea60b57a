import type { PoolClient } from 'pg';
import {
  CREATE_UNCLAIMED_MEMBERS,
  LOCK_IDENTITIES,
  MAP_IDENTITIES_TO_MEMBERS,
  UNMAPPED_IDENTITIES,
} from './attribution.sql.ts';

/**
 * Gives identities without a mapping the owner their address or key name tells for certain; the rest waits in the inbox.
 * Never touches an existing mapping. Returns the identities it mapped.
 */
export async function attributeIdentities(client: PoolClient, identityIds: readonly number[]): Promise<number[]> {
  if (identityIds.length === 0) return [];
  await client.query(LOCK_IDENTITIES, [identityIds]);
  await client.query(CREATE_UNCLAIMED_MEMBERS, [identityIds]);
  const { rows } = await client.query<{ identity_id: number }>(MAP_IDENTITIES_TO_MEMBERS, [identityIds]);
  return rows.map((row) => row.identity_id);
}

/**
 * The same for every identity still unmapped – of one connection, or of all – once more is known about members.
 * Returns the identities it mapped; their days are to be rebuilt.
 */
export async function attributeUnmappedIdentities(client: PoolClient, connectionId?: number): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(UNMAPPED_IDENTITIES, [connectionId ?? null]);
  return attributeIdentities(
    client,
    rows.map((row) => row.id),
  );
}
