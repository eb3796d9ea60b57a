import { type SealSecrets, seal, unseal } from '../../lib/seal.ts';

/** Former secrets still open what they sealed. */
export type CredentialSecrets = SealSecrets;

/** The stored credentials were sealed with a secret that is not configured, or were changed. */
export class UnreadableCredentialsError extends Error {
  constructor() {
    super('The stored credentials cannot be decrypted with OUTLAY_SECRET or OUTLAY_SECRET_PREVIOUS; enter them again.');
  }
}

/** The credentials as JSON, sealed for their connection only. */
export function encryptCredentials(
  credentials: unknown,
  connectionId: number,
  secrets: Pick<CredentialSecrets, 'secret'>,
): Uint8Array<ArrayBuffer> {
  return seal(JSON.stringify(credentials), useOf(connectionId), secrets);
}

/** The credentials, and whether they were sealed with a former secret. @throws UnreadableCredentialsError */
export function decryptCredentials(
  sealed: Uint8Array,
  connectionId: number,
  secrets: CredentialSecrets,
): { credentials: unknown; isOutdated: boolean } {
  const opened = unseal(sealed, useOf(connectionId), secrets);
  if (!opened) throw new UnreadableCredentialsError();
  return { credentials: JSON.parse(opened.text), isOutdated: opened.isOutdated };
}

const useOf = (connectionId: number) => ({
  purpose: 'connection credentials v1',
  binding: `connection:${connectionId}`,
});
