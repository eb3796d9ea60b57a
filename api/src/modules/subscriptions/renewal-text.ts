import { fromLedgerAmount } from '../ledger/ledger-amount.ts';
import type { Renewal } from './read-renewals.ts';

/** One line about an event, such as `Claude Max 5x renews: 100 USD`. */
export function renewalText({ kind, name, amount, record }: Renewal): string {
  const cost = amount === undefined ? '' : `: ${fromLedgerAmount(amount)} ${record.currency}`;
  switch (kind) {
    case 'RENEWAL':
      return `${name} renews${cost}`;
    case 'TRIAL_END':
      return `The trial of ${name} ends${cost}`;
    case 'CANCELLATION_DEADLINE':
      return `Last day to cancel ${name}${cost}`;
    case 'END':
      return `${name} ends`;
  }
}
