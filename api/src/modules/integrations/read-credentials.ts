import type { Connector } from '../../connectors/connector.ts';
import { VendorError } from '../../lib/errors.ts';
import { decryptCredentials, UnreadableCredentialsError } from './encrypt-credentials.ts';
import { integrationSettings } from './integration-settings.ts';

/** Where a connection's credentials are. */
export interface CredentialSource {
  id: number;
  environmentKey: string | null;
  encryptedCredentials: Uint8Array | null;
}

/** A connection's credentials in the connector's shape. @throws VendorError saying how to provide them. */
export function readCredentials<Credentials>(connector: Connector<Credentials>, source: CredentialSource): Credentials {
  if (source.environmentKey !== null) return environmentCredentials(connector, source.environmentKey);
  if (source.encryptedCredentials === null) {
    throw new VendorError(
      'VENDOR_CREDENTIALS',
      `This connection has no credentials. ${connector.vendorName}: ${connector.keyHelp}`,
    );
  }
  const stored = connector.credentials.safeParse(openSealed(source.id, source.encryptedCredentials));
  if (stored.success) return stored.data;
  throw new VendorError('VENDOR_CREDENTIALS', `The stored key ${stored.error.issues[0]?.message}. Enter it again.`);
}

function environmentCredentials<Credentials>(connector: Connector<Credentials>, environmentKey: string): Credentials {
  const value = integrationSettings.connections[connector.vendor]?.adminKey?.trim();
  const given = value ? connector.credentials.safeParse(connector.environment.toCredentials(value)) : undefined;
  if (given?.success) return given.data;
  if (given) {
    const problem = `The environment variable ${environmentKey} ${given.error.issues[0]?.message}.`;
    throw new VendorError('VENDOR_CREDENTIALS', `${problem} Correct it and restart.`);
  }
  throw new VendorError(
    'VENDOR_CREDENTIALS',
    `The environment variable ${environmentKey}, which declares this connection, is not set. Set it and restart.`,
  );
}

function openSealed(connectionId: number, sealed: Uint8Array): unknown {
  try {
    return decryptCredentials(sealed, connectionId, integrationSettings).credentials;
  } catch (error) {
    if (error instanceof UnreadableCredentialsError) throw new VendorError('VENDOR_CREDENTIALS', error.message);
    throw error;
  }
}
