import { createHmac } from 'node:crypto';
import type { SigningKeys } from './channel-secrets.ts';

const PREFIX = 'whsec_';

/** The headers of Standard Webhooks: `id.timestamp.body` signed with HMAC-SHA256 by every key that holds at the time. */
export function webhookHeaders(id: string, body: string, keys: SigningKeys, now: Date): Record<string, string> {
  const timestamp = Math.floor(now.getTime() / 1000).toString();
  const isOverlapping = keys.previousUntil !== null && now.toISOString() < keys.previousUntil;
  const secrets = [keys.current, ...(isOverlapping && keys.previous ? [keys.previous] : [])];
  const signatures = secrets.map((secret) => `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

function signature(secret: string, content: string): string {
  return createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(content)
    .digest('base64');
}
