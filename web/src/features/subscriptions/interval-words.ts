import type { BillingInterval } from '../../gql/graphql.ts';
import { type DecimalText, divideDecimals, multiplyDecimals, sumDecimals } from '../../lib/decimal.ts';

const intervalLabels = {
  WEEKLY: 'Weekly',
  MONTHLY: 'Monthly',
  QUARTERLY: 'Quarterly',
  YEARLY: 'Yearly',
} as const satisfies Record<BillingInterval, string>;

/** What follows a price: `/ month`. */
export const perInterval = {
  WEEKLY: '/ week',
  MONTHLY: '/ month',
  QUARTERLY: '/ quarter',
  YEARLY: '/ year',
} as const satisfies Record<BillingInterval, string>;

const intervals = ['WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY'] as const satisfies readonly BillingInterval[];

export const intervalOptions = intervals.map((value) => ({ value, label: intervalLabels[value] }));

const perYear = { WEEKLY: '52', MONTHLY: '12', QUARTERLY: '4', YEARLY: '1' } as const;

export interface Priced {
  /** Per seat and interval. */
  amount: DecimalText;
  seats: number;
  interval: BillingInterval;
}

/** All seats for one interval. */
export function intervalCost({ amount, seats }: Priced): DecimalText {
  return multiplyDecimals(amount, String(seats));
}

/** Exact; a year has 52 weeks. */
export function yearlyCost(priced: Priced): DecimalText {
  return multiplyDecimals(intervalCost(priced), perYear[priced.interval]);
}

/** A twelfth of a year's cost of all these, rounded once, to the ledger's four places. */
export function monthlyCost(all: readonly Priced[]): DecimalText {
  return divideDecimals(sumDecimals(all.map(yearlyCost)), '12', 4) ?? '0';
}
