import type { Connector, VendorAccount } from '../../connectors/connector.ts';
import { systemSleep } from '../../connectors/http.ts';
import { limiterFor, openConnection } from '../../connectors/open-connection.ts';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { systemClock } from '../../lib/clock.ts';
import { ConflictError } from '../../lib/errors.ts';
import { readCredentials } from './read-credentials.ts';

interface CredentialsToVerify {
  connector: Connector;
  credentials: unknown;
  baseUrl: string | null;
}

const time = { clock: systemClock, sleep: systemSleep };

/**
 * Asks the vendor whose account this is, while somebody waits. @throws VendorError naming which key kind is needed |
 * ConflictError when another connection reads that account.
 */
export async function verifyCredentials(
  { request, clock }: Pick<Context, 'request' | 'clock'>,
  { connector, credentials, baseUrl }: CredentialsToVerify,
  ownId?: number,
): Promise<VendorAccount> {
  const context = openConnection({
    connector,
    credentials,
    baseUrl,
    clock,
    signal: request.signal,
    limiter: limiterFor(connector, time),
    http: { attempts: 2, timeoutMs: 15_000, maxWaitMs: 3_000 },
  });
  const account = await connector.check(context);
  await requireUnreadAccount(connector, account, ownId);
  return account;
}

/** With another key, too, an account read twice would count twice. @throws ConflictError naming the other connection */
export async function requireUnreadAccount(
  connector: Connector,
  { accountId, accountName }: VendorAccount,
  ownId: number | undefined,
): Promise<void> {
  if (accountId === undefined) return;
  const twin = await db.connection.findFirst({
    where: { vendor: { code: connector.vendor }, vendorAccountId: accountId, id: { not: ownId ?? 0 } },
  });
  if (!twin) return;
  const problem =
    twin.status === 'DISCONNECTED'
      ? `${accountName} was connected as "${twin.name}", whose history stays. Give that connection the credentials to go on.`
      : `${accountName} is connected already, as "${twin.name}".`;
  throw new ConflictError('credentials', problem);
}

const others = ({ vendor }: Connector, ownId = 0) => ({
  vendor: { code: vendor },
  status: { not: 'DISCONNECTED' as const },
  id: { not: ownId },
});

/** The same account read by two connections would count twice. @throws ConflictError naming the other connection. */
export async function requireUnusedCredentials(
  { connector, credentials }: CredentialsToVerify,
  ownId?: number,
): Promise<void> {
  const connections = await db.connection.findMany({ where: others(connector, ownId) });
  const wanted = JSON.stringify(credentials);
  const twin = connections.find((other) => JSON.stringify(readable(connector, other)) === wanted);
  if (twin) throw new ConflictError('credentials', `These credentials are connected already, as "${twin.name}".`);
}

function readable(connector: Connector, source: Parameters<typeof readCredentials>[1]): unknown {
  try {
    return readCredentials(connector, source);
  } catch {
    return undefined;
  }
}
