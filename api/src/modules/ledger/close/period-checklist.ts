import type { Prisma } from '@outlay/prisma';
import { allConnectors } from '../../../connectors/registry.ts';
import { addMonths, type Day } from '../../../lib/calendar.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { readGlCoding } from '../gl-account-case.sql.ts';
import { checklistCounts } from './period-checklist.sql.ts';
import { unpostedCharges } from './unposted-charges.ts';

/** What is looked at before a month is closed, in the order in which it is best worked off. */
export const checklistKeys = [
  'MONTH_OVER',
  'EARLIER_MONTHS_CLOSED',
  'NO_SYNC_RUNNING',
  'BILLS_ARRIVED',
  'CHARGES_POSTED',
  'INBOX_EMPTY',
  'USAGE_PRICED',
  'ENTRIES_CODED',
  'DISCREPANCIES_EXPLAINED',
] as const;
export type ChecklistKey = (typeof checklistKeys)[number];

/** DONE; WARNING: may be closed by acknowledging it; BLOCKING: cannot be closed before. */
export type ChecklistState = 'DONE' | 'WARNING' | 'BLOCKING';

export interface ChecklistItem {
  key: ChecklistKey;
  state: ChecklistState;
  /** How many are left of what the item looks at. */
  count: number;
  /** Path of the page where it is worked off. */
  path: string;
}

const items: Record<ChecklistKey, { isBlocking: boolean; path: (month: Day) => string }> = {
  MONTH_OVER: { isBlocking: true, path: () => '/ledger/periods' },
  EARLIER_MONTHS_CLOSED: { isBlocking: true, path: () => '/ledger/periods' },
  NO_SYNC_RUNNING: { isBlocking: true, path: () => '/integrations' },
  BILLS_ARRIVED: { isBlocking: false, path: () => '/integrations' },
  CHARGES_POSTED: { isBlocking: false, path: () => '/subscriptions' },
  INBOX_EMPTY: { isBlocking: false, path: () => '/integrations/identities' },
  USAGE_PRICED: { isBlocking: false, path: () => '/integrations/prices' },
  ENTRIES_CODED: { isBlocking: true, path: (month) => `/ledger?from=${month}&until=${addMonths(month, 1)}` },
  DISCREPANCIES_EXPLAINED: { isBlocking: false, path: (month) => `/ledger/periods?month=${month}` },
};

/** @param today of the organization's zone or UTC, whichever is earlier */
export async function periodChecklist(tx: Prisma.TransactionClient, month: Day, today: Day): Promise<ChecklistItem[]> {
  const client = queryClient(tx);
  const billed = allConnectors().filter(({ streams }) => streams.some(({ isMoney }) => isMoney));
  const counts = {
    ...(await checklistCounts(client, {
      month,
      today,
      billedVendors: billed.map(({ vendor }) => vendor),
      coding: await readGlCoding(client),
    })),
    CHARGES_POSTED: await unpostedCharges(tx, month, today),
  };
  return checklistKeys.map((key) => {
    const { isBlocking, path } = items[key];
    const count = counts[key];
    return { key, count, path: path(month), state: count === 0 ? 'DONE' : isBlocking ? 'BLOCKING' : 'WARNING' };
  });
}
