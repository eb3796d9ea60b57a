import type { Connector, CredentialField, Stream } from '../../connectors/connector.ts';
import { allConnectors } from '../../connectors/registry.ts';
import { builder } from '../../graphql/builder.ts';
import { defaultSchedule } from '../../sync/schedule.ts';

const CredentialFieldRef = builder.objectRef<CredentialField>('CredentialField').implement({
  description: "One field of the form that asks for a vendor's credentials.",
  fields: (t) => ({
    name: t.exposeString('name'),
    label: t.exposeString('label'),
    help: t.exposeString('help', { description: 'Which kind of key it must be and where to get it.' }),
    isSecret: t.exposeBoolean('isSecret'),
    placeholder: t.string({ nullable: true, resolve: ({ placeholder }) => placeholder ?? null }),
  }),
});

const VendorStream = builder.objectRef<Stream<unknown>>('VendorStream').implement({
  description: 'A series of figures a vendor publishes.',
  fields: (t) => ({
    name: t.exposeString('name'),
    label: t.exposeString('label'),
    isMoney: t.exposeBoolean('isMoney', {
      description: 'A day closes once every money stream was read after settling.',
    }),
    historyDays: t.exposeInt('historyDays', { description: 'How far back the vendor answers.' }),
    settlesAfterHours: t.exposeInt('settlesAfterHours', { description: "Complete this long after the UTC day's end." }),
    restatesForDays: t.exposeInt('restatesForDays', { description: 'Days that are read again.' }),
    freshnessMinutes: t.exposeInt('freshnessMinutes', { description: 'Between two reads that are worth making.' }),
  }),
});

export const ConnectableVendor = builder.objectRef<Connector>('ConnectableVendor').implement({
  description: 'A vendor that Outlay reads by itself.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    code: t.exposeString('vendor'),
    name: t.exposeString('vendorName'),
    currency: t.exposeString('currency'),
    defaultBaseUrl: t.exposeString('defaultBaseUrl'),
    environmentVariable: t.string({
      description: 'Declares a connection by itself.',
      resolve: ({ environment }) => environment.variable,
    }),
    defaultSchedule: t.string({ resolve: ({ streams }) => defaultSchedule(streams) }),
    credentialFields: t.field({ type: [CredentialFieldRef], resolve: ({ credentialFields }) => [...credentialFields] }),
    streams: t.field({ type: [VendorStream], resolve: ({ streams }) => [...streams] }),
  }),
});

builder.queryField('vendors', (t) =>
  t.field({
    description: 'Vendors that can be connected, with the form their credentials need.',
    type: [ConnectableVendor],
    authScopes: { scope: 'READ' },
    resolve: () => [...allConnectors()],
  }),
);
