import type { Day } from '../../lib/calendar.ts';
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

export async function ledgerState(client: Queryable): Promise<LedgerState> {
  const { rows } = await client.query<{ hasEntries: boolean; hasBooked: boolean; closedMonths: Day[] }>(
    `SELECT EXISTS (SELECT FROM cost_entry WHERE voided_at IS NULL) AS "hasEntries",
       EXISTS (SELECT FROM booked_cost) AS "hasBooked",
       ARRAY(SELECT month::text FROM accounting_period WHERE status = 'CLOSED' ORDER BY month) AS "closedMonths"`,
  );
  const [state] = rows;
  return state ? { ...NO_LEDGER, ...state } : NO_LEDGER;
}
