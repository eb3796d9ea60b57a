import type { Connector } from '../../connectors/connector.ts';
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

/** Asks the vendor whose account this is, while somebody waits. @throws VendorError naming which key kind is needed. */
export async function verifyCredentials(
  { request, clock }: Pick<Context, 'request' | 'clock'>,
  { connector, credentials, baseUrl }: CredentialsToVerify,
): Promise<{ accountName: string }> {
  const context = openConnection({
    connector,
    credentials,
    baseUrl,
    clock,
    signal: request.signal,
    limiter: limiterFor(connector, time),
    http: { attempts: 2, timeoutMs: 15_000, maxWaitMs: 3_000 },
  });
  return connector.check(context);
}

/** The same account read by two connections would count twice. @throws ConflictError naming the other connection. */
export async function requireUnusedCredentials(
  { connector, credentials }: CredentialsToVerify,
  ownId?: number,
): Promise<void> {
  const others = await db.connection.findMany({
    where: { vendor: { code: connector.vendor }, status: { not: 'DISCONNECTED' }, id: { not: ownId ?? 0 } },
  });
  const wanted = JSON.stringify(credentials);
  const twin = others.find((other) => JSON.stringify(readable(connector, other)) === wanted);
  if (twin) throw new ConflictError('credentials', `These credentials are connected already, as "${twin.name}".`);
}

function readable(connector: Connector, source: Parameters<typeof readCredentials>[1]): unknown {
  try {
    return readCredentials(connector, source);
  } catch {
    return undefined;
  }
}
