/**
 * Facts for tests: `insertUsage` writes counted evidence as settlement leaves it and rebuilds the rollups with the
 * production code, so that every table of facts tells the same story.
 */
import { randomUUID } from 'node:crypto';
import { db, pool } from '../../db.ts';
import { type Day, dayInZone, utcDay } from '../../lib/calendar.ts';
import { inTransaction } from '../../lib/transaction.ts';
import { rebuildRollups } from '../../sync/rebuild-rollups.sql.ts';

/** One row of evidence; left out: 0, none or unknown. Money in nano-units of USD. */
export interface UsageFact {
  connectionId: number;
  vendorId: number;
  /** UTC. */
  hour: string;
  isDayGrain?: boolean;
  userIdentityId?: number;
  apiKeyIdentityId?: number;
  toolId?: number;
  modelId?: number;
  sessionId?: number;
  purposeId?: number;
  customerId?: number;
  evidence?: 'TRACKED' | 'REPORTED' | 'BILLED';
  billingKind?: 'METERED' | 'INCLUDED';
  inputTokens?: bigint;
  cacheReadTokens?: bigint;
  cacheWrite5mTokens?: bigint;
  cacheWrite1hTokens?: bigint;
  outputTokens?: bigint;
  requests?: bigint;
  sessions?: bigint;
  spendNano?: bigint;
  /** Null: unpriced. */
  listValueNano?: bigint | null;
  /** Left out: the spend, 0 when included. Null: unpriced. */
  costNano?: bigint | null;
  isCounted?: boolean;
  isResidual?: boolean;
}

export function billingDayOf(fact: UsageFact): Day {
  return utcDay(new Date(fact.hour));
}

/** The reporting day: of the hour's start in the zone, or the UTC day where no hour is known. */
export function reportingDayOf(fact: UsageFact, zone: string): Day {
  return fact.isDayGrain ? billingDayOf(fact) : dayInZone(new Date(fact.hour), zone);
}

export async function insertUsage(facts: readonly UsageFact[], zone = 'UTC'): Promise<void> {
  await db.usageBucket.createMany({
    data: facts.map(({ hour, ...fact }) => ({
      shard: 1,
      naturalKey: randomUUID(),
      stream: 'fixture',
      evidence: 'REPORTED' as const,
      billingKind: 'METERED' as const,
      currency: 'USD',
      spendNano: 0n,
      listValueNano: 0n,
      costNano: fact.billingKind === 'INCLUDED' ? 0n : (fact.spendNano ?? 0n),
      hour: new Date(hour),
      billingDay: new Date(billingDayOf({ hour, ...fact })),
      day: new Date(reportingDayOf({ hour, ...fact }, zone)),
      ...fact,
    })),
  });
  const days = new Map<number, Set<Day>>();
  for (const fact of facts) {
    days.set(fact.connectionId, (days.get(fact.connectionId) ?? new Set()).add(billingDayOf(fact)));
  }
  await inTransaction(pool, async (client) => {
    for (const [connectionId, touched] of days) await rebuildRollups(client, connectionId, [...touched]);
  });
}

/** An identity of a connection, mapped to whom it belongs to. */
export async function createIdentity(
  connectionId: number,
  kind: 'USER' | 'API_KEY',
  name: string,
  owner: { memberId?: number; agentId?: number; projectId?: number } = {},
) {
  return db.identity.create({
    data: {
      scope: `c${connectionId}`,
      connectionId,
      kind,
      externalId: `${kind}_${name}`,
      name,
      ...(Object.keys(owner).length === 0 ? {} : { mappings: { create: { ...owner, source: 'MANUAL' } } }),
    },
  });
}
