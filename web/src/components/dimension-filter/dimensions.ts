import type { Dimension } from '../../gql/graphql.ts';

export interface DimensionGroup {
  label: string;
  dimensions: readonly Dimension[];
}

/** As the pickers offer them. */
export const dimensionGroups: readonly DimensionGroup[] = [
  { label: 'Owners', dimensions: ['MEMBER', 'TEAM', 'AGENT', 'PROJECT', 'CUSTOMER'] },
  { label: 'Usage', dimensions: ['VENDOR', 'MODEL', 'TOOL', 'API_KEY', 'CONNECTION', 'SESSION', 'PURPOSE'] },
  { label: 'Time', dimensions: ['HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'WEEKDAY'] },
  { label: 'Accounting', dimensions: ['GL_ACCOUNT', 'CATEGORY', 'COST_KIND', 'BILLING_KIND', 'EVIDENCE'] },
];

export const dimensionLabels: Record<Dimension, string> = {
  MEMBER: 'Member',
  TEAM: 'Team',
  AGENT: 'Agent',
  PROJECT: 'Project',
  CUSTOMER: 'Customer',
  PURPOSE: 'Purpose',
  SESSION: 'Session',
  VENDOR: 'Vendor',
  TOOL: 'Tool',
  MODEL: 'Model',
  API_KEY: 'API key',
  CONNECTION: 'Connection',
  GL_ACCOUNT: 'GL account',
  COST_KIND: 'Cost kind',
  BILLING_KIND: 'Billing kind',
  EVIDENCE: 'Evidence',
  CATEGORY: 'Category',
  HOUR: 'Hour',
  DAY: 'Day',
  WEEK: 'Week',
  MONTH: 'Month',
  QUARTER: 'Quarter',
  YEAR: 'Year',
  WEEKDAY: 'Weekday',
};

const periods: readonly Dimension[] = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'WEEKDAY'];

export function isDimension(text: unknown): text is Dimension {
  return typeof text === 'string' && Object.hasOwn(dimensionLabels, text);
}

export function isPeriodDimension(dimension: Dimension | undefined): boolean {
  return dimension !== undefined && periods.includes(dimension);
}

/** The API's keys that stand for no entity. */
export const UNATTRIBUTED = 'UNATTRIBUTED';
export const OTHER = 'OTHER';
