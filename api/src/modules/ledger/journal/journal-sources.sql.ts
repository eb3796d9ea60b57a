import type { AccountingSettings } from '@outlay/prisma';
import type { PoolClient } from 'pg';
import type { Day } from '../../../lib/calendar.ts';
import { monthCost } from '../close/month-cost.sql.ts';
import { glAccountCase, readGlCoding } from '../gl-account-case.sql.ts';

type Client = Pick<PoolClient, 'query'>;

/** Accounts that journals post against beside the expenses; null: not chosen. */
export type PostingAccounts = Omit<AccountingSettings, 'id' | 'requiresSubscriptionApproval'>;

/** What expense lines are told apart by; ids hold 0 where there is none. */
export interface ExpenseKey {
  vendorId: number;
  glAccountId: number;
  teamId: number;
  projectId: number;
}

export interface UsageCost extends ExpenseKey {
  nano: string;
  /** The vendor has not billed it. */
  isAccrued: boolean;
}

/** A line of an entry as the books have it. */
export interface BookedLine extends ExpenseKey {
  nano: string;
  date: Day;
  serviceFrom: Day;
  serviceUntil: Day;
  isBookedOnly: boolean;
}

const KEYS = `vendor_id AS "vendorId", gl_account_id AS "glAccountId", team_id AS "teamId", project_id AS "projectId"`;
const IS_CLOSED = `EXISTS (SELECT FROM accounting_period WHERE month = $1::date AND status = 'CLOSED')`;

export async function isClosedMonth(client: Client, month: Day): Promise<boolean> {
  const { rows } = await client.query<{ isClosed: boolean }>(`SELECT ${IS_CLOSED} AS "isClosed"`, [month]);
  return rows[0]?.isClosed ?? false;
}

/** Usage of a month: as it was booked, or as of now while the month is open. */
export async function usageCosts(client: Client, month: Day): Promise<UsageCost[]> {
  const source = (await isClosedMonth(client, month))
    ? 'booked_cost WHERE billing_month = $1::date AND'
    : `(${monthCost(glAccountCase(await readGlCoding(client)))}) AS live WHERE`;
  const { rows } = await client.query<UsageCost>(
    `SELECT ${KEYS}, is_accrued AS "isAccrued", sum(spend_nano)::text AS nano
     FROM ${source} line_id = 0 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    [month],
  );
  return rows;
}

/** Lines dated in the month, and earlier ones whose service reaches into it; closed months as they were booked. */
export async function bookedLines(client: Client, month: Day): Promise<BookedLine[]> {
  const { rows } = await client.query<BookedLine>(
    `WITH line AS (
       SELECT line_id, vendor_id, gl_account_id, team_id, project_id, spend_nano FROM booked_cost
       WHERE line_id <> 0 AND billing_month <= $1::date
       UNION ALL
       SELECT line_id, vendor_id, gl_account_id, team_id, project_id, spend_nano FROM cost_line
       WHERE month <= $1::date AND month NOT IN (SELECT month FROM accounting_period WHERE status = 'CLOSED')
     )
     SELECT line.vendor_id AS "vendorId", line.gl_account_id AS "glAccountId", line.team_id AS "teamId",
       line.project_id AS "projectId", line.spend_nano::text AS nano, e.date::text AS date, e.service_from::text AS "serviceFrom",
       e.service_until::text AS "serviceUntil", e.is_booked_only AS "isBookedOnly"
     FROM line JOIN cost_entry_line l ON l.id = line.line_id JOIN cost_entry e ON e.id = l.entry_id
     WHERE e.date >= $1::date OR e.service_until > $1::date
     ORDER BY line.line_id`,
    [month],
  );
  return rows;
}

export interface JournalNames {
  accounts: Map<number, { id: number; code: string; name: string }>;
  vendors: Map<number, string>;
  teams: Map<number, string>;
  projects: Map<number, string>;
  currency: string;
}

export async function journalNames(client: Client): Promise<JournalNames> {
  const named = async (table: string) => {
    const { rows } = await client.query<{ id: number; name: string }>(`SELECT id, name FROM ${table}`);
    return new Map(rows.map(({ id, name }) => [id, name]));
  };
  const accounts = await client.query<{ id: number; code: string; name: string }>(
    'SELECT id, code, name FROM gl_account',
  );
  const organization = await client.query<{ currency: string }>(
    'SELECT reporting_currency AS currency FROM organization WHERE id = 1',
  );
  return {
    accounts: new Map(accounts.rows.map((account) => [account.id, account])),
    vendors: await named('vendor'),
    teams: await named('team'),
    projects: await named('project'),
    currency: organization.rows[0]?.currency ?? '',
  };
}

/** In the transaction at hand: the embedded engine answers one transaction at a time. */
export async function postingAccounts(client: Client): Promise<PostingAccounts> {
  const { rows } = await client.query<PostingAccounts>(
    `SELECT default_expense_account_id AS "defaultExpenseAccountId", payable_account_id AS "payableAccountId",
       accrued_account_id AS "accruedAccountId", prepaid_account_id AS "prepaidAccountId",
       rounding_account_id AS "roundingAccountId"
     FROM (SELECT 1) AS one LEFT JOIN accounting_settings ON accounting_settings.id = 1`,
  );
  const [accounts] = rows;
  if (!accounts) throw new Error('the accounting settings could not be read');
  return accounts;
}
