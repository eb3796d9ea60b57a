import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { addDays, startOfDay, utcDay } from '../../lib/calendar.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { isUniqueViolation } from '../../lib/unique-violation.ts';
import { defaultSchedule, nextSyncAfter, requireSchedule } from '../../sync/schedule.ts';
import { syncEvents } from '../../sync/sync-events.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { backfillDay } from './backfill-day.ts';
import { connectionName, credentialValues, requireConnector, requireCredentials } from './connection-input.ts';
import { encryptCredentials } from './encrypt-credentials.ts';
import { integrationSettings } from './integration-settings.ts';
import { requireBaseUrl } from './require-base-url.ts';
import { triggerOf } from './sync-trigger.ts';
import { requireUnusedCredentials, verifyCredentials } from './verify-credentials.ts';

const schema = z.object({
  vendor: z.string(),
  name: connectionName,
  credentials: credentialValues,
  baseUrl: z.string().nullish(),
  schedule: z.string().nullish(),
  spreadsPositiveResidual: z.boolean().nullish(),
  backfillFrom: z.string().nullish(),
});

export type CreateConnectionInput = z.input<typeof schema>;

const DEFAULT_BACKFILL_DAYS = 30;

interface NewConnection {
  connector: Connector;
  credentials: unknown;
  from: string;
  data: Omit<Prisma.ConnectionUncheckedCreateInput, 'vendorId'>;
}

/**
 * Connects a vendor account once the vendor has accepted the credentials, and starts reading it: the newest days first,
 * then back to `backfillFrom`. @throws InvalidInputError | ConflictError | VendorError
 */
export async function createConnection(context: Context, input: CreateConnectionInput): Promise<{ id: number }> {
  requireAdmin(context.actor);
  const parsed = parseInput(schema, input);
  const now = context.clock();
  const connector = requireConnector(parsed.vendor);
  const credentials = requireCredentials(connector, parsed.credentials);
  const schedule = parsed.schedule ? requireSchedule(parsed.schedule, now) : defaultSchedule(connector.streams);
  const baseUrl = parsed.baseUrl ? await requireBaseUrl(parsed.baseUrl, integrationSettings) : null;
  const from = backfillDay(parsed.backfillFrom ?? addDays(utcDay(now), -DEFAULT_BACKFILL_DAYS), 'backfillFrom', now);
  if (await db.connection.findUnique({ where: { name: parsed.name } })) throw nameTaken(parsed.name);
  await requireUnusedCredentials({ connector, credentials, baseUrl });
  const { accountName, accountId } = await verifyCredentials(context, { connector, credentials, baseUrl });
  const data = {
    ...{
      name: parsed.name,
      accountName,
      vendorAccountId: accountId ?? null,
      baseUrl,
      schedule,
      currency: connector.currency,
    },
    spreadsPositiveResidual: parsed.spreadsPositiveResidual ?? false,
    nextSyncAt: nextSyncAfter(schedule, now),
  };
  try {
    const id = await db.$transaction((tx) => writeConnection(tx, context, { connector, credentials, from, data }));
    syncEvents.emit('queued');
    return { id };
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(parsed.name) : error;
  }
}

async function writeConnection(
  tx: Prisma.TransactionClient,
  { actor }: Context,
  { connector, credentials, from, data }: NewConnection,
): Promise<number> {
  const { vendor: code, vendorName: name } = connector;
  const vendor = await tx.vendor.upsert({ where: { code }, create: { code, name }, update: {} });
  const { id } = await tx.connection.create({ data: { ...data, vendorId: vendor.id } });
  const encryptedCredentials = encryptCredentials(credentials, id, integrationSettings);
  await tx.connection.update({ where: { id }, data: { encryptedCredentials } });
  const trigger = triggerOf(actor);
  await tx.syncRun.create({ data: { connectionId: id, kind: 'SYNC', trigger } });
  await tx.syncRun.create({ data: { connectionId: id, kind: 'BACKFILL', trigger, from: startOfDay(from) } });
  await recordAuditEvent(tx, actor, {
    action: 'createConnection',
    subjectType: 'Connection',
    subjectId: id,
    after: { vendor: code, name: data.name, baseUrl: data.baseUrl ?? null, schedule: data.schedule ?? null },
  });
  return id;
}

export const nameTaken = (name: string) =>
  new ConflictError('name', `A connection named "${name}" exists already. Choose another name, or change that one.`);
