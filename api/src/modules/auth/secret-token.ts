import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a link, a state or a token, safe in URLs. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** How a secret is stored: SHA-256, hex. Enough for secrets of full entropy; passwords use argon2id. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
