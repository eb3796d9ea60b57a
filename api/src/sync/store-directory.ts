import type { Pool, PoolClient } from 'pg';
import type { DirectoryEntry } from '../connectors/connector.ts';
import { inTransaction } from '../lib/transaction.ts';
import { attributeUnmappedIdentities } from '../modules/integrations/attribute-identities.ts';
import { markStaleForIdentities } from './rebuild-days.ts';
import { lockAttribution } from './rollup-state.sql.ts';
import { CHANGED_TOOLS, MARK_GONE_IDENTITIES, STORE_IDENTITIES, STORE_TOOLS } from './store-directory.sql.ts';

/**
 * Stores a whole directory: new identities, changed names, and what is gone – marked, never removed. `hold` throws when
 * another process has taken over.
 */
export async function storeDirectory(
  pool: Pool,
  connectionId: number,
  listed: readonly DirectoryEntry[],
  now: Date,
  hold?: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const scope = `c${connectionId}`;
  const entries = [...new Map(listed.map((entry) => [`${entry.kind} ${entry.externalId}`, entry])).values()];
  const column = <T>(of: (entry: DirectoryEntry) => T) => entries.map(of);
  const [kinds, ids, tools] = [column((e) => e.kind), column((e) => e.externalId), column((e) => e.toolCode ?? null)];
  await inTransaction(pool, async (client) => {
    await hold?.(client);
    await lockAttribution(client);
    const codes = [...new Set(tools)].filter((code) => code !== null);
    await client.query(STORE_TOOLS, [codes, codes.map(toolName)]);
    const changed = await client.query<{ id: number }>(CHANGED_TOOLS, [scope, kinds, ids, tools]);
    await client.query(STORE_IDENTITIES, [
      ...[scope, connectionId, now, kinds, ids],
      column((e) => e.name),
      column((e) => e.email || null),
      column((e) => e.hint ?? null),
      tools,
      column((e) => e.isDeleted ?? false),
      column((e) => e.createdByExternalId ?? null),
    ]);
    await client.query(MARK_GONE_IDENTITIES, [connectionId, now]);
    const attributed = await attributeUnmappedIdentities(client, connectionId);
    await markStaleForIdentities(client, [...changed.rows.map((row) => row.id), ...attributed]);
  });
}

/** `claude_code` → `Claude Code`. */
function toolName(code: string): string {
  return code.replace(/(^|_)([a-z])/g, (_, gap: string, letter: string) => (gap ? ' ' : '') + letter.toUpperCase());
}
