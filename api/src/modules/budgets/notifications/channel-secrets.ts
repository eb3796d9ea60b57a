import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { seal, unseal } from '../../../lib/seal.ts';
import { integrationSettings } from '../../integrations/integration-settings.ts';

/** The stored address or key was sealed with a secret that is not configured, or was changed. */
export class UnreadableSecretError extends Error {
  constructor(what: string) {
    super(`The stored ${what} cannot be decrypted with OUTLAY_SECRET or OUTLAY_SECRET_PREVIOUS; enter it again.`);
  }
}

const useOf = (channelId: number, what: 'url' | 'secret') => ({
  purpose: 'notification channel v1',
  binding: `notification-channel:${channelId}:${what}`,
});

export const sealUrl = (channelId: number, url: string) => seal(url, useOf(channelId, 'url'), integrationSettings);

/** @throws UnreadableSecretError */
export function openUrl(channelId: number, sealed: Uint8Array): string {
  const opened = unseal(sealed, useOf(channelId, 'url'), integrationSettings);
  if (!opened) throw new UnreadableSecretError('address');
  return opened.text;
}

/** The key that signs, and the one before it until receivers had time to change over. */
const signingKeys = z.object({
  current: z.string(),
  previous: z.string().nullable(),
  /** ISO instant. */
  previousUntil: z.string().nullable(),
});
export type SigningKeys = z.infer<typeof signingKeys>;

export const sealKeys = (channelId: number, keys: SigningKeys) =>
  seal(JSON.stringify(keys), useOf(channelId, 'secret'), integrationSettings);

/** @throws UnreadableSecretError */
export function openKeys(channelId: number, sealed: Uint8Array): SigningKeys {
  const opened = unseal(sealed, useOf(channelId, 'secret'), integrationSettings);
  if (!opened) throw new UnreadableSecretError('signing key');
  return signingKeys.parse(JSON.parse(opened.text));
}

/** A key as Standard Webhooks write it: `whsec_` and 256 random bits in base64. */
export const newSigningSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

type SealedChannel = { id: number; encryptedUrl: Uint8Array | null; encryptedSecret: Uint8Array | null };

/** What was sealed with a former secret sealed anew; undefined: nothing was. @throws UnreadableSecretError */
export function resealed({ id, encryptedUrl, encryptedSecret }: SealedChannel) {
  const again = (sealed: Uint8Array | null, what: 'url' | 'secret') => {
    if (!sealed) return undefined;
    const opened = unseal(sealed, useOf(id, what), integrationSettings);
    if (!opened) throw new UnreadableSecretError(what);
    return opened.isOutdated ? seal(opened.text, useOf(id, what), integrationSettings) : undefined;
  };
  const url = again(encryptedUrl, 'url');
  const secret = again(encryptedSecret, 'secret');
  if (!url && !secret) return undefined;
  return { ...(url ? { encryptedUrl: url } : {}), ...(secret ? { encryptedSecret: secret } : {}) };
}
