import type { PayoffConfidence } from '../../gql/graphql.ts';
import type { DecimalText } from '../../lib/decimal.ts';
import { formatQuantity } from '../../lib/format.ts';

export const confidenceLabels = {
  TRACKED: 'Tracked',
  REPORTED: 'Reported',
  NONE: 'None seen',
} as const satisfies Record<PayoffConfidence, string>;

export const evidenceWords = {
  TRACKED: 'requests seen one by one',
  REPORTED: 'the vendor’s usage report',
  NONE: 'none',
} as const satisfies Record<PayoffConfidence, string>;

/** `3.2×`: what a unit of price gave at list price; null: it cost nothing. */
export function ratioText(ratio: DecimalText | null): string {
  return ratio === null ? '–' : `${formatQuantity(ratio)}×`;
}
