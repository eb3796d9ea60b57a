import type { Day } from '../../lib/calendar.ts';
import { glAccountCase, readGlCoding } from '../ledger/gl-account-case.sql.ts';
import type { Dimension } from './dimensions.ts';
import type { LedgerTerms } from './fact-sources.ts';
import type { Queryable } from './run-pivot.sql.ts';

/** What the ledger adds to usage, as of one state of the database. */
export interface LedgerState extends LedgerTerms {
  hasEntries: boolean;
  hasBooked: boolean;
}

/** Usage alone: nothing entered, coded or closed. */
export const NO_LEDGER: LedgerState = {
  glAccount: '0',
  category: `''::text`,
  closedMonths: [],
  hasEntries: false,
  hasBooked: false,
};

/** @param dimensions what is asked for; without GL_ACCOUNT and CATEGORY the rules of coding do not matter. */
export async function ledgerState(client: Queryable, dimensions: readonly Dimension[]): Promise<LedgerState> {
  const { rows } = await client.query<{ hasEntries: boolean; hasBooked: boolean; closedMonths: Day[] }>(
    `SELECT EXISTS (SELECT FROM cost_entry WHERE voided_at IS NULL) AS "hasEntries",
       EXISTS (SELECT FROM booked_cost) AS "hasBooked",
       ARRAY(SELECT month::text FROM accounting_period WHERE status = 'CLOSED' ORDER BY month) AS "closedMonths"`,
  );
  const isCoded = dimensions.includes('GL_ACCOUNT') || dimensions.includes('CATEGORY');
  const coding = isCoded ? glAccountCase(await readGlCoding(client)) : {};
  return { ...NO_LEDGER, ...rows[0], ...coding };
}
