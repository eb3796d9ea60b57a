import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { type Day, daysOf } from '../lib/calendar.ts';
import { scaledInteger } from '../lib/money.ts';
import { LEDGER_CHARGE, LEDGER_INVOICE } from './evidence-row.ts';
import { lockDays } from './rollup-state.sql.ts';
import { upsertRows } from './store-rows.sql.ts';
import type { StoredRow } from './stored-row.ts';

interface LinkedEntry {
  connectionId: number;
  vendorId: number;
  currency: string;
  amount: string;
  from: Day;
  until: Day;
  isScheduled: boolean;
}

/**
 * Makes an entry bill evidence of the connection it is linked to, or takes it back (void, unlinked, other dates); the
 * days it covers are marked to be settled anew. Call it in the transaction of every change of a linked entry.
 */
export async function followLedgerEntry(client: Pick<PoolClient, 'query'>, entryId: number): Promise<void> {
  const key = evidenceKey(entryId);
  const stored = await client.query<{ connectionId: number; from: Day; until: Day }>(
    `SELECT connection_id AS "connectionId", billing_day::text AS "from", period_until::text AS "until"
     FROM usage_bucket WHERE shard = $1 AND natural_key = $2`,
    [key.shard, key.naturalKey],
  );
  const linked = await client.query<LinkedEntry>(
    `SELECT e.connection_id AS "connectionId", c.vendor_id AS "vendorId", e.currency, e.amount::text AS amount,
       e.service_from::text AS "from", e.service_until::text AS "until",
       e.subscription_id IS NOT NULL OR e.recurring_cost_id IS NOT NULL AS "isScheduled"
     FROM cost_entry e JOIN connection c ON c.id = e.connection_id WHERE e.id = $1 AND e.voided_at IS NULL`,
    [entryId],
  );
  for (const { connectionId, ...period } of [...stored.rows, ...linked.rows]) {
    await markToSettle(client, connectionId, daysOf(period));
  }
  const [entry] = linked.rows;
  if (entry) await upsertRows(client as PoolClient, [evidenceOf(entry, key)]);
  else
    await client.query('DELETE FROM usage_bucket WHERE shard = $1 AND natural_key = $2', [key.shard, key.naturalKey]);
}

async function markToSettle(
  client: Pick<PoolClient, 'query'>,
  connectionId: number,
  days: readonly Day[],
): Promise<void> {
  await lockDays(client as PoolClient, connectionId, days);
  await client.query(
    'UPDATE rollup_day SET is_stale = true WHERE connection_id = $1 AND billing_day = ANY($2::date[])',
    [connectionId, days],
  );
}

function evidenceKey(entryId: number): { shard: number; naturalKey: string } {
  const hex = hash('sha256', `ledger\u0000${entryId}`, 'hex');
  const naturalKey = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
  return { shard: Number.parseInt(hex.slice(0, 8), 16) | 0, naturalKey };
}

function evidenceOf(entry: LinkedEntry, key: { shard: number; naturalKey: string }): StoredRow {
  const amountNano = scaledInteger(entry.amount, 9);
  return {
    ...key,
    connectionId: entry.connectionId,
    stream: entry.isScheduled ? LEDGER_CHARGE : LEDGER_INVOICE,
    evidence: 'BILLED',
    billingKind: 'METERED',
    chargeClass: 'TOKENS',
    hour: `${entry.from}T00:00:00Z`,
    isDayGrain: true,
    billingDay: entry.from,
    day: entry.from,
    periodUntil: entry.until,
    vendorId: entry.vendorId,
    toolId: 0,
    modelId: 0,
    userIdentityId: 0,
    apiKeyIdentityId: 0,
    workspaceIdentityId: 0,
    memberId: 0,
    agentId: 0,
    projectId: 0,
    sessionId: 0,
    purposeId: 0,
    customerId: 0,
    serviceTier: '',
    contextOver: 0,
    speed: '',
    inputTokens: 0n,
    cacheReadTokens: 0n,
    cacheWrite5mTokens: 0n,
    cacheWrite1hTokens: 0n,
    outputTokens: 0n,
    reasoningTokens: null,
    requests: null,
    images: null,
    seconds: null,
    characters: null,
    webSearches: null,
    toolCalls: null,
    sessions: null,
    currency: entry.currency,
    chargeNano: amountNano,
    statedListNano: null,
    priceRevisionId: null,
    discountMillionths: null,
    listValueNano: null,
    costNano: amountNano,
    isDetailOnly: false,
    isCounted: false,
    spendNano: 0n,
    isEstimated: false,
    hasRequestId: false,
    isBillingTold: false,
    tags: null,
  };
}
