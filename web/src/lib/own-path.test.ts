import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

const origin = 'https://outlay.acme.test';

test('keeps a path of this site with its search and hash', () => {
  expect(ownPath('/members?q=ada#top', origin)).toBe('/members?q=ada#top');
});

test.each(['https://evil.test/', '//evil.test/x', '/\\evil.test', 'javascript:alert(1)', 'members', ''])(
  'leads %s to the start page',
  (path) => {
    expect(ownPath(path, origin)).toBe('/');
  },
);
