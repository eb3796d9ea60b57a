import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Former secrets still open what they sealed. */
export interface SealSecrets {
  secret: string;
  previousSecrets: readonly string[];
}

/** What a text is sealed for: it opens for the same purpose and the same row only. */
export interface SealUse {
  purpose: string;
  binding: string;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** AES-256-GCM: version byte, nonce, tag, ciphertext. */
export function seal(
  text: string,
  { purpose, binding }: SealUse,
  { secret }: Pick<SealSecrets, 'secret'>,
): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), nonce);
  cipher.setAAD(Buffer.from(binding));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]));
}

/** The text, and whether a former secret sealed it. Undefined: no secret opens it, or it was changed. */
export function unseal(
  sealed: Uint8Array,
  use: SealUse,
  { secret, previousSecrets }: SealSecrets,
): { text: string; isOutdated: boolean } | undefined {
  if (sealed[0] !== VERSION || sealed.length <= HEADER_BYTES) return undefined;
  for (const candidate of [secret, ...previousSecrets]) {
    const text = open(sealed, use, candidate);
    if (text !== undefined) return { text, isOutdated: candidate !== secret };
  }
  return undefined;
}

function open(sealed: Uint8Array, { purpose, binding }: SealUse, secret: string): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(binding));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return decipher.update(sealed.subarray(HEADER_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

function keyOf(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'outlay', purpose, 32));
}
