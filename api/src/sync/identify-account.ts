import { createHash } from 'node:crypto';
import type { Connector } from '../connectors/connector.ts';
import { db } from '../db.ts';
import { ConflictError, VendorError } from '../lib/errors.ts';
import { isUniqueViolation } from '../lib/unique-violation.ts';
import { requireUnreadAccount } from '../modules/integrations/verify-credentials.ts';
import { requireOwnEvents } from './require-own-events.ts';
import type { OpenedConnection } from './sync-streams.ts';

export interface ConnectionToIdentify extends OpenedConnection {
  connector: Connector;
  connection: OpenedConnection['connection'] & {
    name: string;
    accountName: string;
    vendorAccountId: string | null;
    environmentKey: string | null;
  };
}

/** Credentials whose account is known to be no other connection's, by connection; kept as long as the process. */
export type IdentifiedAccounts = Map<number, string>;

/**
 * Before anything is stored: makes sure that no other connection reads the same account, which would count twice.
 * A connection of the environment, or one that was never checked, learns whose account it is.
 * @throws ConflictError naming the other connection | VendorError when the vendor does not tell
 */
export async function identifyAccount(opened: ConnectionToIdentify, identified: IdentifiedAccounts): Promise<void> {
  const { connection, context } = opened;
  const digest = createHash('sha256').update(JSON.stringify(context.credentials)).digest('hex');
  if (identified.get(connection.id) === digest) return;
  const isUnchecked = connection.environmentKey !== null || connection.accountName === '';
  const accountId = isUnchecked ? await learnAccount(opened) : connection.vendorAccountId;
  if (accountId === null) await requireOwnEvents(opened);
  identified.set(connection.id, digest);
}

/** The vendor's id of the account; null: it tells none. */
async function learnAccount({ connector, connection, context }: ConnectionToIdentify): Promise<string | null> {
  const { id, name, vendorAccountId } = connection;
  try {
    const account = await connector.check(context);
    const { accountName, accountId = null } = account;
    if (vendorAccountId !== null && accountId !== null && accountId !== vendorAccountId) {
      const problem = `The credentials open ${accountName} now; "${name}" has read ${connection.accountName}. Connect ${accountName} as a connection of its own.`;
      throw new ConflictError('credentials', problem);
    }
    await requireUnreadAccount(connector, account, id);
    await db.connection.update({ where: { id }, data: { accountName, vendorAccountId: accountId ?? vendorAccountId } });
    return accountId ?? vendorAccountId;
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new ConflictError('credentials', `Another connection has begun to read the account of "${name}".`);
    }
    // Known from before: what the vendor has trouble with now is told stream by stream.
    if (error instanceof VendorError && vendorAccountId !== null) return vendorAccountId;
    throw error;
  }
}
