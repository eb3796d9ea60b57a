import type { AlertRuleKind, AlertRuleRowFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatMoney } from '../../lib/format.ts';

export const AlertRuleDocument = graphql(`
  fragment AlertRuleRow on AlertRule {
    id
    name
    kind
    isEnabled
    severity
    amount
    currency
    percent
    days
    factor
    includesFixed
    openAlertCount
    evaluatedAt
  }
`);

export type AlertRule = AlertRuleRowFragment;

export type RuleField = 'amount' | 'percent' | 'days' | 'factor' | 'includesFixed';

/** What a kind of rule is set by, in the order of its form, with what its days mean. */
export const ruleFields: Readonly<Record<AlertRuleKind, { fields: readonly RuleField[]; days?: string }>> = {
  DAILY_COST: { fields: ['amount', 'includesFixed'] },
  PROJECTED_MONTH: { fields: ['amount'] },
  TREND: { fields: ['percent', 'days', 'amount'], days: 'Days compared with as many before' },
  MEMBER_DAILY_COST: { fields: ['amount', 'includesFixed'] },
  SPIKE: { fields: ['factor', 'amount', 'days'], days: 'Days of history' },
  RUNAWAY: { fields: ['amount', 'factor', 'days'], days: 'Days of history' },
  UNPRICED_MODEL: { fields: [] },
  SYNC_PROBLEM: { fields: [] },
  RENEWAL_DUE: { fields: ['days'], days: 'Days ahead' },
  UNUSED_SEAT: { fields: [] },
};

/** When a rule raises an alert, with its own figures. */
export function ruleCondition({ kind, amount, currency, percent, days, factor, includesFixed }: AlertRule): string {
  const limit = amount && currency ? formatMoney(amount, currency) : '';
  const fixed = includesFixed ? 'fixed charges included' : 'without fixed charges';
  const conditions: Record<AlertRuleKind, string> = {
    DAILY_COST: `A day costs more than ${limit}, ${fixed}`,
    PROJECTED_MONTH: `The month is expected to cost more than ${limit}`,
    TREND: `${days ?? ''} whole days cost ${percent ?? ''}% and ${limit} more than the days before`,
    MEMBER_DAILY_COST: `A day of one member costs more than ${limit}, ${fixed}`,
    SPIKE: `A day is ${factor ?? ''} deviations and ${limit} above the median of the same weekdays of ${days ?? ''} days`,
    RUNAWAY: `A session costs more than ${limit}, or an hour is ${factor ?? ''} times the usual of ${days ?? ''} days`,
    UNPRICED_MODEL: 'Usage that no price covers',
    SYNC_PROBLEM: 'A connection whose sync fails or is late',
    RENEWAL_DUE: `A renewal, the end of a trial or the last day to cancel within ${days ?? ''} days`,
    UNUSED_SEAT: 'A seat that is paid for and not used',
  };
  return conditions[kind];
}
