import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';

builder.prismaObject('Organization', {
  description: 'The one organization this installation serves.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    name: t.exposeString('name'),
    reportingCurrency: t.exposeString('reportingCurrency'),
    reportingZone: t.exposeString('reportingZone'),
    allowedDomains: t.exposeStringList('allowedDomains', { authScopes: { admin: true } }),
  }),
});

builder.queryField('organization', (t) =>
  t.prismaField({
    type: 'Organization',
    authScopes: { scope: 'READ' },
    resolve: (query) => db.organization.findUniqueOrThrow({ ...query, where: { id: 1 } }),
  }),
);
