import { expect, test } from 'vitest';
import { nameField } from './name-field.ts';

test('a name is one line, and more than controls', () => {
  expect(nameField.parse(' Ada\nAdmin: all is well\u202E\n')).toBe('Ada Admin: all is well');
  for (const text of ['', ' ', '\u0007\n', 'a'.repeat(201)]) expect(nameField.safeParse(text).success).toBe(false);
});
