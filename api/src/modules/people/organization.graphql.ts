import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { ConflictError, InvalidInputError } from '../../lib/errors.ts';
import { type ChangedOrganization, changeOrganization } from './change-organization.ts';

const Organization = builder.prismaObject('Organization', {
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

const ChangedOrganizationRef = builder.objectRef<ChangedOrganization>('ChangedOrganization').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    organization: t.prismaField({
      type: Organization,
      resolve: (query) => db.organization.findUniqueOrThrow({ ...query, where: { id: 1 } }),
    }),
    rebuildingDayCount: t.exposeInt('rebuildingDayCount', { description: 'Days whose figures are being rebuilt.' }),
  }),
});

const ChangeOrganizationInput = builder.inputType('ChangeOrganizationInput', {
  description: 'What is left out stays.',
  fields: (t) => ({
    name: t.string(),
    reportingZone: t.string({ description: 'IANA time zone. All usage is dated anew.' }),
    allowedDomains: t.stringList({ description: 'All of them: addresses of these domains become members.' }),
    reportingCurrency: t.string({ description: 'ISO 4217 code; as long as no usage is stored.' }),
    usdRate: t.field({
      type: 'Decimal',
      description: 'Units of a new reporting currency for one USD; required unless that is USD or has a rate.',
    }),
  }),
});

builder.mutationField('changeOrganization', (t) =>
  t.field({
    type: ChangedOrganizationRef,
    args: { input: t.arg({ type: ChangeOrganizationInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: (_root, { input }, context) => changeOrganization(context, input),
  }),
);
