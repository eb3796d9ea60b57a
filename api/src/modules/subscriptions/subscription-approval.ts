import type { Prisma } from '@outlay/prisma';
import type { Actor } from '../../graphql/context.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { actorIsAdmin } from '../auth/permissions.ts';
import { fromLedgerAmount } from '../ledger/ledger-amount.ts';
import { amountOn, firstBillingDate, type SubscriptionTerms } from './charge-plan.ts';
import { type SubscriptionRecord, termsOf } from './subscription-terms.ts';

/** What the caller adds waits for an administrator. */
export async function needsApproval(tx: Prisma.TransactionClient, actor: Actor): Promise<boolean> {
  if (actorIsAdmin(actor)) return false;
  const settings = await tx.accountingSettings.findUnique({ where: { id: 1 } });
  return settings?.requiresSubscriptionApproval ?? false;
}

/**
 * Where members need approval, a change must not make dearer what was approved: not its price, not what one billing date
 * costs, not the day from which it costs. @throws InvalidInputError naming the field
 */
export async function requireStillApproved(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { before, after }: { before: SubscriptionRecord; after: SubscriptionRecord },
): Promise<void> {
  if (before.approval !== 'APPROVED' || !(await needsApproval(tx, actor))) return;
  const [was, is] = [termsOf(before), termsOf(after)];
  const dearest = highestPrice(is);
  if (dearest > highestPrice(was)) throw refusal('amount', fromLedgerAmount(dearest), 'costs more');
  const [begins, began] = [firstBillingDate(is), firstBillingDate(was)];
  if (begins < began) throw refusal(is.startedOn < was.startedOn ? 'startedOn' : 'trialUntil', begins, 'costs earlier');
  const raised = [...is.charges].find(([date, amount]) => amount > (approvedOn(was, date) ?? amount));
  if (raised) throw refusal('amount', fromLedgerAmount(raised[1]), 'costs more');
}

const highestPrice = ({ prices }: SubscriptionTerms): bigint =>
  prices.reduce((most, { amount, seats }) => (amount * BigInt(seats) > most ? amount * BigInt(seats) : most), 0n);

/** Undefined: it is entered each time, which is what was approved. */
function approvedOn(terms: SubscriptionTerms, date: string): bigint | undefined {
  const price = amountOn({ ...terms, charges: new Map() }, date);
  const entered = terms.charges.get(date);
  return price !== undefined && entered !== undefined && entered > price ? entered : price;
}

const refusal = (field: string, value: string, what: string) =>
  new InvalidInputError(field, value, `it ${what} than was approved.`, 'Ask an administrator to change it.');
