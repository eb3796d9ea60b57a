import { expect, test } from 'vitest';
import { changedFields } from './changed-fields.ts';

test('shows what changed and leaves out what did not', () => {
  expect(changedFields({ name: 'Ada', role: 'MEMBER' }, { name: 'Ada', role: 'ADMIN' })).toEqual([
    { field: 'role', from: 'MEMBER', to: 'ADMIN' },
  ]);
});

test('shows a creation and a removal', () => {
  expect(changedFields(null, { scopes: ['READ'], expiresAt: null })).toEqual([
    { field: 'scopes', from: null, to: '["READ"]' },
  ]);
  expect(changedFields({ name: 'Core' }, null)).toEqual([{ field: 'name', from: 'Core', to: 'nothing' }]);
  expect(changedFields({ memberships: [] }, { teamId: 3, from: null })).toEqual([
    { field: 'teamId', from: 'nothing', to: '3' },
  ]);
  expect(changedFields(null, null)).toEqual([]);
});
