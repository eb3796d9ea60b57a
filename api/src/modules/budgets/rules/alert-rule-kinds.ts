import type { AlertRuleKind, AlertSeverity } from '@outlay/prisma';

/** What a kind of rule is set by; a field it does not name, it does not have. */
export interface RuleKind {
  name: string;
  severity: AlertSeverity;
  /** In USD at set-up. */
  amount?: string;
  percent?: number;
  days?: { initial: number; least: number; most: number };
  factor?: string;
  /** Whether fixed charges count at first; left out: they never do. */
  includesFixed?: boolean;
}

/** Every kind with the values it has at set-up; the migration `notifications` writes the same. */
export const ruleKinds = {
  DAILY_COST: { name: 'Daily cost', severity: 'WARNING', amount: '50', includesFixed: true },
  PROJECTED_MONTH: { name: 'Projected month', severity: 'WARNING', amount: '1000' },
  TREND: {
    ...{ name: 'Upward trend', severity: 'WARNING', amount: '10', percent: 20 },
    days: { initial: 7, least: 1, most: 92 },
  },
  MEMBER_DAILY_COST: { name: 'Daily cost of a member', severity: 'WARNING', amount: '10', includesFixed: false },
  SPIKE: {
    ...{ name: 'Unusual day', severity: 'WARNING', amount: '5', factor: '4' },
    days: { initial: 84, least: 28, most: 366 },
  },
  RUNAWAY: {
    ...{ name: 'Runaway session or agent', severity: 'CRITICAL', amount: '25', factor: '5' },
    days: { initial: 14, least: 2, most: 60 },
  },
  UNPRICED_MODEL: { name: 'Usage without a price', severity: 'WARNING' },
  SYNC_PROBLEM: { name: 'Failing or late sync', severity: 'CRITICAL' },
  RENEWAL_DUE: { name: 'Renewal due', severity: 'INFO', days: { initial: 7, least: 0, most: 180 } },
  UNUSED_SEAT: { name: 'Unused seat', severity: 'INFO' },
} as const satisfies Record<AlertRuleKind, RuleKind>;

export const ruleKind = (kind: AlertRuleKind): RuleKind => ruleKinds[kind];
