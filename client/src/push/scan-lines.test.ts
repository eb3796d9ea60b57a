import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { LONGEST_LINE, latin1Of, scanLines, utf8Of } from './scan-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'outlay-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'lines');
const MARKERS = ['usage', 'zz'].map((marker) => Buffer.from(marker));

function scan(content: string | Buffer, from = 0, budget = Number.POSITIVE_INFINITY) {
  writeFileSync(path, content);
  const whole: string[] = [];
  const unfinished: string[] = [];
  const long: number[] = [];
  const end = scanLines({
    path,
    from,
    budget,
    markers: MARKERS,
    onLine: (line, isWhole) => void (isWhole ? whole : unfinished).push(utf8Of(latin1Of(line))),
    onLongLine: (offset) => void long.push(offset),
  });
  return { whole, unfinished, long, ...end };
}

it('tells exactly the lines with a marker, and where the unfinished one begins', () => {
  const line = fc.array(fc.constantFrom('usage', 'us', 'age', 'zz', 'z', ' ', 'é', '"', '\r', 'x'.repeat(500)), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.nat(3_000), (parts, budget) => {
      const lines = parts.map((pieces) => pieces.join(''));
      const last = lines.pop() ?? '';
      const content = lines.map((each) => `${each}\n`).join('') + last;
      const isMarked = (text: string) => /usage|zz/.test(text);
      const whole = scan(content);
      expect(whole.whole).toEqual(lines.filter(isMarked));
      expect(whole.unfinished).toEqual([last].filter(isMarked));
      expect(whole.offset).toBe(Buffer.byteLength(content) - Buffer.byteLength(last));
      const told: string[] = [];
      for (let at = { offset: 0, isAtEnd: false }; !at.isAtEnd; ) {
        const slice = scan(content, at.offset, budget);
        told.push(...slice.whole);
        at = slice;
      }
      expect(told).toEqual(lines.filter(isMarked));
    }),
    { numRuns: 200 },
  );
});

it('tells lines that lie across the pieces a file is read in', () => {
  const filler = 'x'.repeat((1 << 20) - 3);
  const lines = [filler, 'usage 1', filler, `${filler}usage 2`, 'usage 3'];
  expect(scan(`${lines.join('\n')}\n`).whole).toEqual([lines[1], lines[3], lines[4]]);
});

it('skips a line too long to be kept, says so once, and goes on', () => {
  const long = `usage ${'x'.repeat(LONGEST_LINE + (3 << 20))}usage`;
  const { whole, long: skipped, isAtEnd } = scan(`usage 1\n${long}\nusage 2\n`);
  expect({ whole, skipped, isAtEnd }).toEqual({ whole: ['usage 1', 'usage 2'], skipped: [8], isAtEnd: true });
});

it('leaves the end of a file that is one long line', () => {
  const { whole, unfinished, long } = scan('usage'.repeat(3 << 20));
  expect({ whole, unfinished, long }).toEqual({ whole: [], unfinished: [], long: [0] });
});
