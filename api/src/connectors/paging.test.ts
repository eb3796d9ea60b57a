import { expect, test } from 'vitest';
import { pageSteps } from './paging.ts';

test('leads from page to page until there is no more', () => {
  const step = pageSteps("Acme's report");
  expect([step(true, 'a'), step(true, 'b'), step(false, 'c'), step(false, null)]).toEqual([
    'a',
    'b',
    undefined,
    undefined,
  ]);
});

test.each([
  ['another page without a cursor', [null], /promises another page/],
  ['an empty cursor', [''], /promises another page/],
  ['a cursor that was there before', ['a', 'b', 'a'], /the same page again/],
  ['pages without an end', Array.from({ length: 10_001 }, (_, index) => `page ${index}`), /more than 10000 pages/],
])('%s is the vendor’s fault', (_case, cursors, message) => {
  const step = pageSteps("Acme's report");
  const walk = () => cursors.forEach((cursor) => void step(true, cursor));
  expect(walk).toThrowError(
    expect.objectContaining({ code: 'VENDOR_RESPONSE', message: expect.stringMatching(message) }),
  );
});
