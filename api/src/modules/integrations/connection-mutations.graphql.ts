import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { ConflictError, InvalidInputError, NotFoundError, VendorError } from '../../lib/errors.ts';
import { cancelSync } from './cancel-sync.ts';
import { changeConnection } from './change-connection.ts';
import { checkConnection } from './check-connection.ts';
import { Connection } from './connection.graphql.ts';
import { createConnection } from './create-connection.ts';
import { disconnectConnection } from './disconnect-connection.ts';
import { startBackfill } from './start-backfill.ts';
import { startSync } from './start-sync.ts';
import { SyncRun } from './sync-run.graphql.ts';

const CredentialInput = builder.inputType('CredentialInput', {
  description: "A filled credential field of the vendor's form.",
  fields: (t) => ({ name: t.string({ required: true }), value: t.string({ required: true }) }),
});

const CheckConnectionInput = builder.inputType('CheckConnectionInput', {
  fields: (t) => ({
    vendor: t.string({ required: true, description: 'Code, such as anthropic.' }),
    credentials: t.field({ type: [CredentialInput], required: true }),
    baseUrl: t.string({ description: "Replaces the vendor's address." }),
  }),
});

const CreateConnectionInput = builder.inputType('CreateConnectionInput', {
  fields: (t) => ({
    vendor: t.string({ required: true, description: 'Code, such as anthropic.' }),
    name: t.string({ required: true }),
    credentials: t.field({ type: [CredentialInput], required: true }),
    baseUrl: t.string({ description: "Replaces the vendor's address." }),
    schedule: t.string({ description: 'Cron expression in UTC; default: hourly or daily, as the vendor allows.' }),
    backfillFrom: t.field({ type: 'Date', description: 'Read back to this UTC day; default: 30 days.' }),
    spreadsPositiveResidual: t.boolean({
      description: 'Spread what the bill has beyond known usage over that usage, instead of Unattributed.',
    }),
  }),
});

const ChangeConnectionInput = builder.inputType('ChangeConnectionInput', {
  description: 'What is left out stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true }),
    name: t.string(),
    schedule: t.string(),
    isPaused: t.boolean(),
    baseUrl: t.string({ description: "Null: the vendor's own address." }),
    credentials: t.field({ type: [CredentialInput], description: 'Replace the stored ones.' }),
    spreadsPositiveResidual: t.boolean(),
  }),
});

const CheckedConnection = builder.simpleObject('CheckedConnection', {
  description: 'The vendor accepts the credentials.',
  fields: (t) => ({ accountName: t.string() }),
});

builder.mutationFields((t) => ({
  checkConnection: t.field({
    description: 'Tries credentials with the vendor; nothing is stored.',
    type: CheckedConnection,
    args: { input: t.arg({ type: CheckConnectionInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError, VendorError] },
    resolve: (_root, { input }, context) => checkConnection(context, input),
  }),
  createConnection: t.prismaField({
    description: 'Connects an account once the vendor has accepted the credentials, and starts reading it.',
    type: Connection,
    args: { input: t.arg({ type: CreateConnectionInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError, VendorError] },
    resolve: async (query, _root, { input }, context) =>
      db.connection.findUniqueOrThrow({ ...query, where: await createConnection(context, input) }),
  }),
  changeConnection: t.prismaField({
    type: Connection,
    args: { input: t.arg({ type: ChangeConnectionInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError, VendorError] },
    resolve: async (query, _root, { input }, context) => {
      const where = await changeConnection(context, { ...input, id: String(input.id) });
      return db.connection.findUniqueOrThrow({ ...query, where });
    },
  }),
  disconnectConnection: t.prismaField({
    description: 'Forgets the credentials and stops reading; what was read stays.',
    type: Connection,
    args: { id: t.arg.id({ required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { id }, context) =>
      db.connection.findUniqueOrThrow({ ...query, where: await disconnectConnection(context, String(id)) }),
  }),
  startSync: t.prismaField({
    description: 'Reads what is new or may have changed; a sync under way is answered instead of a second one.',
    type: SyncRun,
    args: { connectionId: t.arg.id({ required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { connectionId }, context) =>
      db.syncRun.findUniqueOrThrow({ ...query, where: await startSync(context, String(connectionId)) }),
  }),
  startBackfill: t.prismaField({
    description: 'Reads back to a UTC day, newest first; goes on where an earlier one stopped.',
    type: SyncRun,
    args: {
      connectionId: t.arg.id({ required: true }),
      from: t.arg({ type: 'Date', required: true }),
      until: t.arg({
        type: 'Date',
        description: 'Day after the last to read; left out: through today. Days between it and those read stay unread.',
      }),
    },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { connectionId, ...days }, context) => {
      const where = await startBackfill(context, { connectionId: String(connectionId), ...days });
      return db.syncRun.findUniqueOrThrow({ ...query, where });
    },
  }),
  cancelSync: t.prismaField({
    description: 'Stops a run before its next window; what it stored stays.',
    type: SyncRun,
    args: { id: t.arg.id({ required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { id }, context) =>
      db.syncRun.findUniqueOrThrow({ ...query, where: await cancelSync(context, String(id)) }),
  }),
}));
