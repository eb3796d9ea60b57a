import { createHash } from 'node:crypto';
import type { UsageRecord } from '../connectors/usage-record.ts';

export interface NaturalKey {
  naturalKey: string;
  /** Distribution column: a hash of the key's leading part (session or vendor identity). */
  shard: number;
}

const digest = (parts: readonly string[]): Buffer => createHash('sha256').update(parts.join('\u0000')).digest();

function asUuid(hash: Buffer): string {
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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
      shard = digest([leading]).readInt32BE(0);
      shards.set(leading, shard);
    }
    result[index] = { naturalKey: asUuid(digest([...scope, key, String(occurrence)])), shard };
  }
  return result;
}

/** Everything a record says, in a fixed form. */
export function contentOf(record: UsageRecord): string {
  return JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** SHA-256 over a window's records, independent of their order. */
export function windowDigest(records: readonly UsageRecord[]): string {
  const hash = createHash('sha256');
  for (const content of records.map(contentOf).sort()) hash.update(content).update('\n');
  return hash.digest('hex');
}
