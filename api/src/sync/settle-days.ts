import type { PoolClient } from 'pg';
import type { Day } from '../lib/calendar.ts';
import { settleEvidence } from './evidence-ladder.ts';
import { lockDays } from './rollup-state.sql.ts';
import {
  daysToSettle,
  isSingleRank,
  loadEvidence,
  loadLadderState,
  takeOwnCosts,
  writeSettlement,
} from './settle-days.sql.ts';

/**
 * Runs the evidence ladder over the days of a connection, and over every other day that shares a bill with them.
 * Answers the days whose rollups must follow. The caller holds the given days' lock.
 */
export async function settleDays(client: PoolClient, connectionId: number, days: readonly Day[]): Promise<Day[]> {
  const settled = await daysToSettle(client, connectionId, days);
  if (settled.length > days.length) await lockDays(client, connectionId, settled);
  if (await isSingleRank(client, connectionId, settled)) {
    await takeOwnCosts(client, connectionId, settled);
    return settled;
  }
  const rows = await loadEvidence(client, connectionId, settled);
  const { closedDays, spreadsPositiveResidual, readByVendor } = await loadLadderState(client, connectionId, settled);
  const settlement = settleEvidence(rows, {
    isClosed: (day) => closedDays.has(day),
    spreadsPositiveResidual,
    isReadElsewhere: ({ vendorId, billingDay }) => connectionId === 0 && readByVendor.has(`${vendorId} ${billingDay}`),
  });
  await writeSettlement(client, connectionId, settled, rows, settlement);
  return settled;
}
