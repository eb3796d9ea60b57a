import { createHash, hash } from 'node:crypto';
import type { IdentityRef, UsageRecord } from '../connectors/usage-record.ts';
import { QUANTITIES } from './evidence-row.ts';

export interface NaturalKey {
  naturalKey: string;
  /** Distribution column: a hash of the key's leading part (session or vendor identity). */
  shard: number;
}

const digest = (parts: readonly string[]): string => hash('sha256', parts.join('\u0000'), 'hex');

function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Keys of a window's records within their scope. Records that share a key are numbered in the order of their content,
 * so that two identical events both count and a re-read in another order changes nothing.
 */
export function naturalKeys(scope: readonly string[], records: readonly UsageRecord[]): NaturalKey[] {
  const shards = new Map<string, number>();
  const occurrences = new Map<string, number>();
  const keys = records.map((record) => record.key.join('\u0000'));
  const order = keys.map((_, index) => index);
  if (new Set(keys).size < keys.length) {
    const contents = records.map(contentOf);
    order.sort((a, b) =>
      (contents[a] ?? '') < (contents[b] ?? '') ? -1 : (contents[a] ?? '') > (contents[b] ?? '') ? 1 : a - b,
    );
  }
  const result = new Array<NaturalKey>(records.length);
  for (const index of order) {
    const record = records[index];
    const key = keys[index];
    if (!record || key === undefined) continue;
    const occurrence = occurrences.get(key) ?? 0;
    occurrences.set(key, occurrence + 1);
    const leading = record.session ?? record.user?.externalId ?? record.apiKey?.externalId ?? record.key[0] ?? '';
    let shard = shards.get(leading);
    if (shard === undefined) {
      shard = Number.parseInt(digest([leading]).slice(0, 8), 16) | 0;
      shards.set(leading, shard);
    }
    result[index] = { naturalKey: asUuid(digest([...scope, key, String(occurrence)])), shard };
  }
  return result;
}

const identityContent = (ref: IdentityRef | undefined) => ref && [ref.kind, ref.externalId, ref.name, ref.email];

/** Everything a record says, in a fixed form. */
export function contentOf(record: UsageRecord): string {
  return JSON.stringify([
    record.key,
    record.hour.getTime(),
    record.isDayGrain,
    record.evidence,
    record.billingKind,
    record.chargeClass,
    record.tool,
    record.model,
    identityContent(record.user),
    identityContent(record.apiKey),
    identityContent(record.workspace),
    record.session,
    record.serviceTier,
    record.contextOver,
    record.speed,
    record.currency,
    record.chargeNano?.toString(),
    record.statedListNano?.toString(),
    record.isDetailOnly,
    ...QUANTITIES.map((name) => record[name]?.toString()),
  ]);
}

/** SHA-256 over a window's records, independent of their order. */
export function windowDigest(records: readonly UsageRecord[]): string {
  const hash = createHash('sha256');
  for (const content of records.map(contentOf).sort()) hash.update(content).update('\n');
  return hash.digest('hex');
}
