import { BillingKind, ChargeClass, Evidence } from '@outlay/prisma';
import { builder } from '../../graphql/builder.ts';

export const EvidenceEnum = builder.enumType(Evidence, {
  name: 'Evidence',
  description: 'TRACKED: pushed per request. REPORTED: by the vendor’s usage API. BILLED: by its cost API or invoice.',
});
export const BillingKindEnum = builder.enumType(BillingKind, {
  name: 'BillingKind',
  description: 'METERED usage costs money; INCLUDED usage is covered by a seat, subscription or commitment.',
});
export const ChargeClassEnum = builder.enumType(ChargeClass, { name: 'ChargeClass' });
