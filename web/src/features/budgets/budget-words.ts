import type {
  BillingInterval,
  BudgetMetric,
  BudgetPeriod,
  BudgetRequestStatus,
  BudgetScope,
  BudgetWindowState,
} from '../../gql/graphql.ts';
import { addDays } from '../../lib/day.ts';
import type { DecimalText } from '../../lib/decimal.ts';
import { formatDay, formatDayRange, formatInstant } from '../../lib/format.ts';

/** What people read for the API's enum names; in the order of the form. */
export const scopeLabels: Readonly<Record<BudgetScope, string>> = {
  ORGANIZATION: 'Whole organization',
  TEAM: 'Team',
  MEMBER: 'Member',
  AGENT: 'Agent',
  PROJECT: 'Project',
  CUSTOMER: 'Customer',
  VENDOR: 'Vendor',
  TOOL: 'Tool',
  MODEL: 'Model',
  GL_ACCOUNT: 'GL account',
};

export const periodLabels: Readonly<Record<BudgetPeriod, string>> = {
  HOURLY: 'Hourly',
  DAILY: 'Daily',
  WEEKLY: 'Weekly',
  MONTHLY: 'Monthly',
  QUARTERLY: 'Quarterly',
  YEARLY: 'Yearly',
};

const beginnings: Readonly<Record<BudgetPeriod, string>> = {
  HOURLY: 'Begins anew with every hour',
  DAILY: 'Begins anew every day at 00:00',
  WEEKLY: 'Begins anew on Mondays at 00:00',
  MONTHLY: 'Begins anew on the 1st of the month at 00:00',
  QUARTERLY: 'Begins anew on the 1st of January, April, July and October at 00:00',
  YEARLY: 'Begins anew on the 1st of January at 00:00',
};

/** When the windows of a period begin, and by whose clocks; of an hour what it cannot know. */
export function beginningText(period: BudgetPeriod, zone: string): string {
  const beginning = `${beginnings[period]} (${zone}).`;
  return period === 'HOURLY' ? `${beginning} Charges known only by the day are in no hour.` : beginning;
}

export const metricLabels: Readonly<Record<BudgetMetric, string>> = {
  COST: 'Cost',
  TOKENS: 'Tokens',
  REQUESTS: 'Requests',
};

export const intervalLabels: Readonly<Record<BillingInterval, string>> = {
  WEEKLY: 'Weekly',
  MONTHLY: 'Monthly',
  QUARTERLY: 'Quarterly',
  YEARLY: 'Yearly',
};

export const stateLabels: Readonly<Record<BudgetWindowState, string>> = {
  WITHIN: 'Within',
  WARNING: 'Warning',
  EXCEEDED: 'Exceeded',
};

export const stateTones = { WITHIN: 'success', WARNING: 'warning', EXCEEDED: 'danger' } as const;

export const requestLabels: Readonly<Record<BudgetRequestStatus, string>> = {
  PENDING: 'Waiting',
  APPROVED: 'Approved',
  DECLINED: 'Declined',
};

export const requestTones = { PENDING: 'warning', APPROVED: 'success', DECLINED: 'danger' } as const;

/** Choices of a select, in the order of the labels. */
export function choicesOf<Value extends string>(labels: Readonly<Record<Value, string>>) {
  const values = Object.keys(labels) as Value[];
  return values.map((value) => ({ value, label: labels[value] }));
}

interface WindowTimes {
  from: string;
  until: string;
  startsAt: string;
  endsAt: string;
}

/** The days of a window, or its hour. */
export function windowText({ from, until, startsAt, endsAt }: WindowTimes, zone: string): string {
  if (from < addDays(until, -1)) return formatDayRange(from, addDays(until, -1));
  const hours = (new Date(endsAt).getTime() - new Date(startsAt).getTime()) / 3_600_000;
  return hours < 20 ? `${formatInstant(startsAt, zone)}, one hour` : formatDay(from);
}

export function daysLeftText(daysLeft: number): string {
  if (daysLeft === 0) return 'over';
  return daysLeft === 1 ? 'last day' : `${daysLeft} days left`;
}

/** `62.4` of the API as `62.4%`. */
export function percentText(percent: DecimalText): string {
  return `${percent}%`;
}

/** `50, 80 and 100%`. */
export function thresholdsText(thresholds: readonly number[]): string {
  if (thresholds.length === 0) return 'none';
  return `${new Intl.ListFormat('en').format(thresholds.map(String))}%`;
}
