import type { Day } from '../../lib/calendar.ts';
import { type FactSource, isOpen } from './fact-sources.ts';

const lineDimensions: FactSource['dimensions'] = {
  MEMBER: 'member_id',
  TEAM: 'team_id',
  AGENT: 'agent_id',
  PROJECT: 'project_id',
  CUSTOMER: '0',
  PURPOSE: '0',
  SESSION: '0',
  VENDOR: 'vendor_id',
  TOOL: 'tool_id',
  MODEL: '0',
  API_KEY: '0',
  CONNECTION: '0',
  GL_ACCOUNT: 'gl_account_id',
  COST_KIND: 'cost_kind::text',
  BILLING_KIND: `''::text`,
  EVIDENCE: `''::text`,
  CATEGORY: 'category',
};

const stored: FactSource['stored'] = {
  REPORTING: { hour: 'hour', day: 'day', month: 'month' },
  BILLING: { hour: 'hour', day: 'billing_day', month: 'billing_month' },
};

/** A cost makes nobody active. */
const distinct: FactSource['distinct'] = { activeMembers: '0', activeDays: 'NULL::date', namedSessions: '0' };

const lines = { storesMonth: true, dimensions: lineDimensions, stored, distinct };

/** Cost entries on their date. */
export const cashSource: FactSource = {
  ...lines,
  table: '(SELECT * FROM cost_line WHERE NOT is_booked_only) AS cash_line',
  sums: { spend: 'spend_nano', unattributedSpend: 'CASE WHEN member_id = 0 THEN spend_nano END' },
};

/** Cost entries spread over the days of their service period. */
export const amortizedSource: FactSource = {
  ...lines,
  table: 'cost_line_day',
  sums: { amortizedSpend: 'spend_nano' },
  within: [
    ['service_from', '<', 'until'],
    ['service_until', '>', 'from'],
  ],
};

/** What is booked in open months: every entry, adjustments too. */
export function openBooksSource(closedMonths: readonly Day[]): FactSource {
  return {
    ...lines,
    table: `(SELECT * FROM cost_line WHERE ${isOpen('billing_month', closedMonths)}) AS open_line`,
    dimensions: { ...lineDimensions, CONNECTION: 'connection_id' },
    sums: { bookedSpend: 'spend_nano' },
  };
}

/** What closed months booked, by the day it was booked on. */
export const closedBooksSource: FactSource = {
  ...lines,
  table: `(SELECT *, billing_day::timestamp AT TIME ZONE 'UTC' AS hour FROM booked_cost) AS closed_books`,
  dimensions: {
    ...lineDimensions,
    CUSTOMER: 'customer_id',
    PURPOSE: 'purpose_id',
    MODEL: 'model_id',
    API_KEY: 'api_key_identity_id',
    CONNECTION: 'connection_id',
  },
  sums: { bookedSpend: 'spend_nano' },
};
