import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Former secrets still open what they sealed. */
export interface CredentialSecrets {
  secret: string;
  previousSecrets: readonly string[];
}

/** The stored credentials were sealed with a secret that is not configured, or were changed. */
export class UnreadableCredentialsError extends Error {
  constructor() {
    super('The stored credentials cannot be decrypted with OUTLAY_SECRET or OUTLAY_SECRET_PREVIOUS; enter them again.');
  }
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** AES-256-GCM, bound to its connection: version byte, nonce, tag, ciphertext of the JSON. */
export function encryptCredentials(
  credentials: unknown,
  connectionId: number,
  { secret }: Pick<CredentialSecrets, 'secret'>,
): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  cipher.setAAD(bindingOf(connectionId));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]));
}

/** The credentials, and whether they were sealed with a former secret. @throws UnreadableCredentialsError */
export function decryptCredentials(
  sealed: Uint8Array,
  connectionId: number,
  { secret, previousSecrets }: CredentialSecrets,
): { credentials: unknown; isOutdated: boolean } {
  if (sealed[0] !== VERSION || sealed.length <= HEADER_BYTES) throw new UnreadableCredentialsError();
  for (const candidate of [secret, ...previousSecrets]) {
    const text = open(sealed, connectionId, candidate);
    if (text !== undefined) return { credentials: JSON.parse(text), isOutdated: candidate !== secret };
  }
  throw new UnreadableCredentialsError();
}

function open(sealed: Uint8Array, connectionId: number, secret: string): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(bindingOf(connectionId));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return decipher.update(sealed.subarray(HEADER_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'outlay', 'connection credentials v1', 32));
}

const bindingOf = (connectionId: number) => Buffer.from(`connection:${connectionId}`);
