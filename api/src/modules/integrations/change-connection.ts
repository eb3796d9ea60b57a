import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db, pool } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { queryClient } from '../../lib/query-client.ts';
import { isUniqueViolation } from '../../lib/unique-violation.ts';
import { rebuildStaleDays } from '../../sync/rebuild-days.ts';
import { lockAttribution } from '../../sync/rollup-state.sql.ts';
import { nextSyncAfter, requireSchedule } from '../../sync/schedule.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { connectionName, credentialValues, requireConnector, requireCredentials } from './connection-input.ts';
import { nameTaken } from './create-connection.ts';
import { encryptCredentials } from './encrypt-credentials.ts';
import { integrationSettings } from './integration-settings.ts';
import { requireBaseUrl } from './require-base-url.ts';
import { requireUnusedCredentials, verifyCredentials } from './verify-credentials.ts';

const schema = z.object({
  id: z.string(),
  name: connectionName.nullish(),
  schedule: z.string().nullish(),
  isPaused: z.boolean().nullish(),
  baseUrl: z.string().nullish(),
  credentials: credentialValues.nullish(),
  spreadsPositiveResidual: z.boolean().nullish(),
});

export type ChangeConnectionInput = z.input<typeof schema>;
type Change = z.output<typeof schema>;
type Stored = Prisma.ConnectionGetPayload<{ include: { vendor: true } }>;

/**
 * Changes what is given; `baseUrl: null` goes back to the vendor's own address. New credentials or another address are
 * checked with the vendor first, and connect a disconnected account again.
 * @throws InvalidInputError | NotFoundError | ConflictError | VendorError
 */
export async function changeConnection(context: Context, input: ChangeConnectionInput): Promise<{ id: number }> {
  requireAdmin(context.actor);
  const change = parseInput(schema, input);
  const id = requireDatabaseId(change.id, 'Connection', 'id');
  const stored = await db.connection.findUnique({ where: { id }, include: { vendor: true } });
  if (!stored) throw new NotFoundError('Connection', id);
  const data = { ...plainChange(stored, change, context.clock()), ...(await accountChange(context, stored, change)) };
  try {
    await db.$transaction((tx) => write(tx, context, stored, data));
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(change.name ?? '') : error;
  }
  if (data.spreadsPositiveResidual !== stored.spreadsPositiveResidual) {
    context.installation.inBackground(rebuildStaleDays(pool));
  }
  return { id };
}

function plainChange(stored: Stored, change: Change, now: Date) {
  const hasCredentials = change.credentials || (stored.environmentKey !== null && change.isPaused === false);
  const isConnectedAgain = stored.status === 'DISCONNECTED' && hasCredentials;
  if (stored.status === 'DISCONNECTED' && !isConnectedAgain && typeof change.isPaused === 'boolean') {
    throw new ConflictError('isPaused', `"${stored.name}" is disconnected. Give its credentials to connect it again.`);
  }
  const schedule = change.schedule ? requireSchedule(change.schedule, now) : stored.schedule;
  const isPaused = change.isPaused ?? stored.status === 'PAUSED';
  const isDisconnected = stored.status === 'DISCONNECTED' && !isConnectedAgain;
  const status = isDisconnected ? 'DISCONNECTED' : isPaused ? 'PAUSED' : 'ACTIVE';
  const isSameRhythm = status === stored.status && schedule === stored.schedule;
  return {
    name: change.name ?? stored.name,
    schedule,
    status,
    nextSyncAt: isSameRhythm ? stored.nextSyncAt : status === 'ACTIVE' ? nextSyncAfter(schedule, now) : null,
    spreadsPositiveResidual: change.spreadsPositiveResidual ?? stored.spreadsPositiveResidual,
  } as const;
}

/** What reaches the vendor: where it is, and with which credentials. */
async function accountChange(context: Context, stored: Stored, change: Change) {
  if (!change.credentials && change.baseUrl === undefined) return {};
  if (stored.environmentKey !== null) {
    const problem = `"${stored.name}" is declared by ${stored.environmentKey}. Change the environment and restart.`;
    throw new ConflictError(change.credentials ? 'credentials' : 'baseUrl', problem);
  }
  const connector = requireConnector(stored.vendor.code);
  const baseUrl = change.baseUrl === undefined ? stored.baseUrl : change.baseUrl;
  if (!change.credentials) {
    const remedy = 'Enter the credentials again: a stored key is never sent to another address.';
    throw new InvalidInputError('credentials', '', 'The address changes.', remedy);
  }
  const account = {
    connector,
    credentials: requireCredentials(connector, change.credentials),
    baseUrl: baseUrl ? await requireBaseUrl(baseUrl, integrationSettings) : null,
  };
  await requireUnusedCredentials(account, stored.id);
  const { accountName, accountId } = await verifyCredentials(context, account, stored.id);
  if (stored.vendorAccountId !== null && accountId !== undefined && accountId !== stored.vendorAccountId) {
    const problem = `These credentials open ${accountName}; "${stored.name}" reads ${stored.accountName}. Connect ${accountName} as a connection of its own.`;
    throw new ConflictError('credentials', problem);
  }
  const encryptedCredentials = encryptCredentials(account.credentials, stored.id, integrationSettings);
  return { accountName, vendorAccountId: accountId ?? null, baseUrl: account.baseUrl, encryptedCredentials };
}

async function write(
  tx: Prisma.TransactionClient,
  { actor }: Context,
  stored: Stored,
  data: ReturnType<typeof plainChange> & Awaited<ReturnType<typeof accountChange>>,
): Promise<void> {
  const { id } = stored;
  const changed = await tx.connection.update({ where: { id }, data });
  if (changed.spreadsPositiveResidual !== stored.spreadsPositiveResidual) {
    await lockAttribution(queryClient(tx));
    await tx.rollupDay.updateMany({ where: { connectionId: id }, data: { isStale: true } });
  }
  await recordAuditEvent(tx, actor, {
    action: 'changeConnection',
    subjectType: 'Connection',
    subjectId: id,
    before: told(stored),
    after: { ...told(changed), areCredentialsReplaced: data.encryptedCredentials !== undefined },
  });
}

function told({ name, schedule, status, baseUrl, spreadsPositiveResidual }: Omit<Stored, 'vendor'>) {
  return { name, schedule, status, baseUrl, spreadsPositiveResidual };
}
