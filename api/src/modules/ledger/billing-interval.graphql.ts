import { BillingInterval } from '@outlay/prisma';
import { builder } from '../../graphql/builder.ts';

export const BillingIntervalEnum = builder.enumType(BillingInterval, { name: 'BillingInterval' });
