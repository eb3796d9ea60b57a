import type { PoolClient } from 'pg';
import { connectorFor } from '../connectors/registry.ts';
import type { Day } from '../lib/calendar.ts';
import { settleEvidence } from './evidence-ladder.ts';
import { followZone } from './follow-zone.sql.ts';
import { lockDays } from './rollup-state.sql.ts';
import {
  daysOfSeveralRanks,
  daysToSettle,
  loadEvidence,
  loadLadderState,
  takeOwnCosts,
  writeSettlement,
} from './settle-days.sql.ts';
import { sessionsSeenElsewhere, settleTracked } from './settle-tracked.sql.ts';
import { coverLate } from './tracked-covers.sql.ts';
import { linkLate } from './tracked-links.sql.ts';

/**
 * Runs the evidence ladder over the days of a connection, and over every other day that shares a bill with them.
 * Answers the days whose rollups must follow. The caller holds the given days' lock.
 */
export async function settleDays(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<Day[]> {
  const settled = await daysToSettle(client, connectionId, days);
  if (settled.length > days.length) await lockDays(client, connectionId, settled);
  await followZone(client, connectionId, settled);
  if (connectionId === 0) {
    await coverLate(client, settled);
    await linkLate(client, settled);
    await settleTracked(client, settled);
    return settled;
  }
  const ladderDays = await daysOfSeveralRanks(client, connectionId, settled);
  const plainDays = settled.filter((day) => !ladderDays.has(day));
  if (plainDays.length > 0) await takeOwnCosts(client, connectionId, plainDays);
  if (ladderDays.size > 0) await climb(client, connectionId, [...ladderDays]);
  return settled;
}

async function climb(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<void> {
  const rows = await loadEvidence(client, connectionId, days);
  const state = await loadLadderState(client, connectionId, days);
  const { closedDays, spreadsPositiveResidual } = state;
  const streams = connectorFor(state.vendor)?.streams ?? [];
  const settlement = settleEvidence(rows, {
    isClosed: (day) => closedDays.has(day),
    spreadsPositiveResidual,
    billsUsage: (name) => streams.some((stream) => stream.name === name && stream.billsUsage === true),
    seenElsewhere: await sessionsSeenElsewhere(client, connectionId, days),
  });
  await writeSettlement(client, connectionId, days, rows, settlement);
}
