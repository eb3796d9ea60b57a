import { hash } from 'node:crypto';
import type { CheckedEvent } from './usage-event.ts';

export interface TrackedKey {
  naturalKey: string;
  shard: number;
}

const asUuid = (hex: string) =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
const digest = (parts: readonly string[]) => hash('sha256', parts.join('\u0000'), 'hex');
const shardOf = (hex: string) => Number.parseInt(hex.slice(56, 64), 16) | 0;

/**
 * What makes an event the same as another: the vendor's request id, whoever saw it; without one, the idempotency key of
 * the owner's source. `owner` is the member it belongs to, so that nobody replaces another's events.
 */
export function trackedKey({ texts }: CheckedEvent, source: string, owner: string): TrackedKey {
  const { vendor, tool, requestId, idempotencyKey, sessionId } = texts;
  if (requestId !== '') {
    // Its events name Anthropic whoever serves the model, its session files Vertex AI or Bedrock.
    const issuer = tool === 'claude_code' ? 'anthropic' : vendor;
    const hex = digest(['request', issuer, requestId]);
    return { naturalKey: asUuid(hex), shard: shardOf(hex) };
  }
  const leading = sessionId || idempotencyKey;
  return {
    naturalKey: asUuid(digest(['event', source, vendor, owner, leading, idempotencyKey])),
    shard: shardOf(digest([leading])),
  };
}
