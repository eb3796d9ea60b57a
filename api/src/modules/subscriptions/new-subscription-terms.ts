import type { BillingInterval } from '@outlay/prisma';
import { InvalidInputError } from '../../lib/errors.ts';
import { toLedgerAmount } from '../ledger/ledger-amount.ts';
import { vendorCodeOf } from './find-or-create-vendor.ts';
import { type Plan, planPriceOn } from './plan.ts';
import { planOf } from './plan-catalogue.ts';
import type { NewSubscription } from './subscription-fields.ts';

export interface NewTerms {
  planCode: string | null;
  name: string;
  vendor: { code: string; name: string };
  tool: { code: string; name: string } | undefined;
  interval: BillingInterval;
  currency: string;
  amount: bigint;
  seats: number;
}

/** What is left out comes from the plan. @throws InvalidInputError naming what neither says */
export function newTerms(input: NewSubscription): NewTerms {
  const plan = requirePlan(input.planCode);
  const price = { interval: input.interval ?? ('MONTHLY' as const), currency: input.currency ?? 'USD' };
  const name = input.name ?? plan?.name;
  const vendor = input.vendor ?? plan?.vendorName;
  if (!name) throw new InvalidInputError('name', '', 'is missing.', 'Name it, or choose a plan.');
  if (!vendor) throw new InvalidInputError('vendor', '', 'is missing.', 'Say whom it is paid to, or choose a plan.');
  const tool = input.tool ?? plan?.toolCode;
  return {
    ...price,
    name,
    planCode: plan?.code ?? null,
    vendor:
      vendor === plan?.vendorName
        ? { code: plan.vendorCode, name: vendor }
        : { code: vendorCodeOf(vendor), name: vendor },
    tool: tool === undefined ? undefined : { code: tool, name: (tool === plan?.toolCode && plan.toolName) || tool },
    amount: input.amount ?? (input.isVariable ? 0n : listPrice(plan, price, input.startedOn)),
    seats: input.seats ?? plan?.minSeats ?? 1,
  };
}

/** @throws InvalidInputError */
export function requirePlan(code: string | null | undefined): Plan | undefined {
  if (!code) return undefined;
  const plan = planOf(code);
  if (plan) return plan;
  throw new InvalidInputError('planCode', code, 'is not in the catalogue.', 'Choose one of the query plans, or none.');
}

/** Per seat, in 1e-4. @throws InvalidInputError when the catalogue does not know it */
export function listPrice(
  plan: Plan | undefined,
  price: { interval: BillingInterval; currency: string },
  day: string,
): bigint {
  const amount = plan && planPriceOn(plan, price, day);
  if (amount !== undefined) return toLedgerAmount(amount);
  const problem = plan ? `No ${price.interval} price in ${price.currency} is known of ${plan.name}.` : 'is missing.';
  throw new InvalidInputError('amount', '', problem, 'Write what one seat costs per interval.');
}
