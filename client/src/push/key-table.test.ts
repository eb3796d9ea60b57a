import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeyTable } from './key-table.ts';

it('numbers keys in the order they come, as a map does', () => {
  const key = fc.oneof(
    fc.string(),
    fc.nat(50).map((n) => `claude_code:msg_${n}:req_${n}`),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), (keys) => {
      const table = new KeyTable();
      const numbers = new Map<string, number>();
      for (const each of keys) {
        expect(table.has(each)).toBe(numbers.has(each));
        if (!numbers.has(each)) numbers.set(each, numbers.size);
        expect(table.add(each)).toBe(numbers.get(each));
      }
      expect(table.size).toBe(numbers.size);
    }),
  );
});

it('tells a hundred thousand keys apart that differ little', () => {
  const table = new KeyTable();
  for (let n = 0; n < 100_000; n += 1) expect(table.add(`codex:0199:${n}.0.0.${n % 7}.0`)).toBe(n);
  for (let n = 0; n < 100_000; n += 997) expect(table.add(`codex:0199:${n}.0.0.${n % 7}.0`)).toBe(n);
});
