import type { PoolClient } from 'pg';
import { addMonths, type Day } from '../../../lib/calendar.ts';
import { buildJournals } from './build-journals.ts';
import type { Journal } from './journal.ts';
import { bookedLines, isClosedMonth, journalNames, postingAccounts, usageCosts } from './journal-sources.sql.ts';
import { monthPostings } from './month-postings.ts';

export interface MonthJournals {
  month: Day;
  isClosed: boolean;
  journals: Journal[];
}

/**
 * The month's journals: what it booked, or a draft while it is open. Billed and unbilled cost of the month together are
 * its BOOKED_SPEND. @throws ConflictError naming the accounting setting that is missing
 */
export async function readJournals(client: Pick<PoolClient, 'query'>, month: Day): Promise<MonthJournals> {
  const isClosed = await isClosedMonth(client, month);
  const sources = {
    usage: await usageCosts(client, month),
    usageBefore: await usageCosts(client, addMonths(month, -1)),
    lines: await bookedLines(client, month),
  };
  const journals = buildJournals({
    month,
    isClosed,
    names: await journalNames(client),
    accounts: await postingAccounts(client),
    vendors: monthPostings(month, sources),
  });
  return { month, isClosed, journals };
}
