import { createHash } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** A stable vendor-looking id such as `apikey_01Qh…`: prefix plus 22 base-58 characters of a hash. */
export function vendorId(prefix: string, ...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(parts.join('|')).digest();
  let tail = '';
  for (let index = 0; index < 22; index++) tail += ALPHABET[(digest[index] ?? 0) % ALPHABET.length];
  return `${prefix}01${tail}`;
}

/** A stable UUID-shaped id. */
export function uuidOf(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join('|')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
