import { z } from 'zod';
import { listSearch, listSearchDefaults } from '../../components/data-table/list-search.ts';

/** The URL state of the list of budgets. */
export const budgetsSearch = listSearch.extend({
  show: z.enum(['current', 'archived']).default('current').catch('current'),
  dialog: z.enum(['', 'new']).default('').catch(''),
});

export type BudgetsSearch = z.output<typeof budgetsSearch>;
export const budgetsDefaults: BudgetsSearch = { ...listSearchDefaults, show: 'current', dialog: '' };

/** The URL state of one budget's page. */
export const budgetSearch = z.object({
  dialog: z.enum(['', 'change', 'ask']).default('').catch(''),
});

export type BudgetSearch = z.output<typeof budgetSearch>;
export const budgetDefaults: BudgetSearch = { dialog: '' };

/** The URL state of the list of alerts. */
export const alertsSearch = z.object({
  show: z.enum(['open', 'acknowledged', 'snoozed', 'resolved', 'all']).default('open').catch('open'),
  severity: z.enum(['', 'INFO', 'WARNING', 'CRITICAL']).default('').catch(''),
  ruleId: z.string().default('').catch(''),
  order: z.enum(['RAISED_AT', 'SEVERITY']).default('RAISED_AT').catch('RAISED_AT'),
  /** The alert whose evidence and history are open. */
  alert: z.string().default('').catch(''),
  after: z.string().default('').catch(''),
});

export type AlertsSearch = z.output<typeof alertsSearch>;
export const alertsDefaults: AlertsSearch = {
  show: 'open',
  severity: '',
  ruleId: '',
  order: 'RAISED_AT',
  alert: '',
  after: '',
};

/** The URL state of the rules and the channels: `new`, or the id of what is changed. */
export const dialogSearch = z.object({ dialog: z.string().default('').catch('') });
export const dialogDefaults = { dialog: '' };

const month = z
  .string()
  .regex(/^\d{4}-\d{2}-01$/)
  .or(z.literal(''));

export const projectionSearch = z.object({
  /** Empty: the current one. */
  month: month.default('').catch(''),
  scope: z.string().default('').catch(''),
  metric: z.enum(['COST', 'TOKENS', 'REQUESTS']).default('COST').catch('COST'),
  scenario: z.string().default('').catch(''),
  dialog: z.enum(['', 'new', 'change']).default('').catch(''),
});

export type ProjectionSearch = z.output<typeof projectionSearch>;
export const projectionDefaults: ProjectionSearch = { month: '', scope: '', metric: 'COST', scenario: '', dialog: '' };
