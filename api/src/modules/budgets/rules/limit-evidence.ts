import type { AlertRule } from '@outlay/prisma';
import { fromNano } from '../../../lib/money.ts';

/** The limit as it was set, and in the reporting currency where that is another. */
export function limitEvidence(
  { amount, currency }: AlertRule,
  limit: bigint,
  reporting: string,
): Record<string, string> {
  const own = amount?.toFixed() ?? '';
  return currency === reporting
    ? { limit: own, currency: reporting }
    : { limit: fromNano(limit), currency: reporting, limitAsSet: `${own} ${currency}` };
}

/** Part of an occurrence's key: another limit is another occurrence. */
export const limitKey = ({ amount, currency }: AlertRule) => `> ${amount?.toFixed() ?? ''} ${currency ?? ''}`;

export const limitText = ({ amount, currency }: AlertRule) => `${amount?.toFixed() ?? ''} ${currency ?? ''}`;
