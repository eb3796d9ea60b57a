import type { BillingInterval } from '@outlay/prisma';
import type { Day } from '../../lib/calendar.ts';

export type ToolKind = 'CODING' | 'CHAT' | 'IMAGE' | 'HOSTING';

/** A public list price per seat and interval, before tax. */
export interface PlanPrice {
  interval: BillingInterval;
  currency: string;
  /** Decimal string. */
  amount: string;
  /** First day it holds; left out: no earlier one is known. */
  from?: Day;
}

/** What a seat may use per month before more is billed. */
export interface PlanAllowance {
  unit: 'LIST_VALUE_USD' | 'REQUESTS';
  /** Decimal string per seat and month. */
  perMonth: string;
  /** Decimal string in USD that one unit beyond it costs. */
  overage: string;
  /** ESTIMATED: the vendor publishes no amount. */
  basis: 'PUBLISHED' | 'ESTIMATED';
}

export interface Plan {
  code: string;
  name: string;
  vendorCode: string;
  vendorName: string;
  /** Of the usage it covers; left out: it covers none that is measured. */
  toolCode?: string;
  toolName?: string;
  kind: ToolKind;
  /** Fewest seats the vendor sells. */
  minSeats: number;
  /** Sold to organizations rather than to a person. */
  isForTeams: boolean;
  prices: readonly PlanPrice[];
  /** Left out: neither published nor estimated. */
  allowance?: PlanAllowance;
}

/** What a plan costs per seat on a day: the latest price of that interval and currency. */
export function planPriceOn(
  plan: Plan,
  { interval, currency }: { interval: BillingInterval; currency: string },
  day: Day,
): string | undefined {
  return plan.prices
    .filter((price) => price.interval === interval && price.currency === currency && (price.from ?? '') <= day)
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0]?.amount;
}
