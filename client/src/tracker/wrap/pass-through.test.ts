import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settled } from '../testing/virtual-runtime.ts';
import { passThrough } from './pass-through.ts';
import { createEventSplitter } from './sse-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body of which it is known what was fetched and whether it was cancelled. */
function source(pieces: readonly string[], failure?: Error) {
  const seen = { fetched: 0, cancelled: '' };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[seen.fetched];
        seen.fetched += 1;
        if (piece !== undefined) controller.enqueue(bytes(piece));
        else if (failure) controller.error(failure);
        else controller.close();
      },
      cancel(reason) {
        seen.cancelled = String(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

function watcher() {
  const seen: (string | boolean)[] = [];
  return {
    seen,
    chunk(piece: Uint8Array) {
      seen.push(new TextDecoder().decode(piece));
      return undefined;
    },
    end(isWhole: boolean) {
      seen.push(isWhole);
      return undefined;
    },
  };
}

test('passes what it sees, and ends once', async () => {
  const { body } = source(['a', 'b']);
  const watching = watcher();
  expect(await new Response(passThrough(body, watching, null)).text()).toBe('ab');
  expect(watching.seen).toEqual(['a', 'b', true]);
});

test('fetches nothing before it is read, and no more than is read', async () => {
  const { body, seen } = source(['a', 'b', 'c']);
  const reader = passThrough(body, watcher(), null).getReader();
  await settled();
  expect(seen.fetched).toBe(0);
  await reader.read();
  await settled();
  expect(seen.fetched).toBe(1);
});

test('cancelling reaches the source', async () => {
  const { body, seen } = source(['a', 'b']);
  const watching = watcher();
  const reader = passThrough(body, watching, null).getReader();
  await reader.read();
  await reader.cancel('enough');
  expect(seen.cancelled).toBe('enough');
  expect(watching.seen).toEqual(['a', false]);
});

test('a failure of the source is the reader’s, as it was', async () => {
  const failure = new Error('the connection broke');
  const watching = watcher();
  const reader = passThrough(source(['a'], failure).body, watching, null).getReader();
  await reader.read();
  await expect(reader.read()).rejects.toBe(failure);
  expect(watching.seen).toEqual(['a', false]);
});

test('an abort ends the watching although nobody reads, and what comes later passes unseen', async () => {
  const stop = new AbortController();
  const watching = watcher();
  const reader = passThrough(source(['a', 'b']).body, watching, stop.signal).getReader();
  await reader.read();
  stop.abort();
  expect(watching.seen).toEqual(['a', false]);
  expect((await reader.read()).value).toEqual(bytes('b'));
  expect(watching.seen).toEqual(['a', false]);
});

const line = fc.stringMatching(/^[^\r\n]{0,12}$/);
const event = fc.tuple(
  fc.array(
    fc.oneof(
      line.map((text) => `data: ${text}`),
      line.map((text) => `event: ${text}`),
      fc.constant(': ping'),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  fc.constantFrom('\n', '\r\n'),
);

test('events are the same however their bytes are cut, and nothing of the text is lost', () => {
  fc.assert(
    fc.property(fc.array(event), fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (events, sizes) => {
      const text = events.map(([lines, end]) => `${lines.join(end)}${end}${end}`).join('');
      const all = bytes(text);
      const splitter = createEventSplitter();
      const pieces = [];
      for (let begin = 0, turn = 0; begin < all.length; turn += 1) {
        const size = 1 + (sizes[turn % sizes.length] ?? 0);
        pieces.push(...splitter.push(all.subarray(begin, begin + size)));
        begin += size;
      }
      pieces.push(...splitter.end());
      expect(pieces.map(({ raw }) => raw).join('')).toBe(text);
      const data = events.map(([lines]) =>
        lines
          .filter((each) => each.startsWith('data: '))
          .map((each) => each.slice(6))
          .join('\n'),
      );
      expect(pieces.map((piece) => piece.data).join('|')).toBe(data.join('|'));
    }),
  );
});
