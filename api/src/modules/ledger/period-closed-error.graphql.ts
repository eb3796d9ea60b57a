import { builder } from '../../graphql/builder.ts';
import { ErrorInterface } from '../../graphql/errors.ts';
import { PeriodClosedError } from './period-closed-error.ts';

builder.objectType(PeriodClosedError, {
  name: 'PeriodClosedError',
  description: 'The month is closed: what it booked stays.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    field: t.exposeString('field'),
    month: t.expose('month', { type: 'Date', description: 'First day of the closed month.' }),
  }),
});
