import { expect, test } from 'vitest';
import { decryptCredentials, encryptCredentials, UnreadableCredentialsError } from './encrypt-credentials.ts';

const credentials = { adminKey: 'sk-ant-admin01-example' };
const secrets = { secret: 'a'.repeat(32), previousSecrets: [] };

test('what was sealed opens again, and shows nothing of the key', () => {
  const sealed = encryptCredentials(credentials, 7, secrets);
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('admin01');
  expect(decryptCredentials(sealed, 7, secrets)).toEqual({ credentials, isOutdated: false });
});

test('the same credentials never look the same twice', () => {
  expect(encryptCredentials(credentials, 7, secrets)).not.toEqual(encryptCredentials(credentials, 7, secrets));
});

test('credentials of one connection do not open as those of another', () => {
  const sealed = encryptCredentials(credentials, 7, secrets);
  expect(() => decryptCredentials(sealed, 8, secrets)).toThrow(UnreadableCredentialsError);
});

test('a former secret still opens them and tells that they are due for sealing again', () => {
  const sealed = encryptCredentials(credentials, 7, secrets);
  const rotated = { secret: 'b'.repeat(32), previousSecrets: [secrets.secret] };
  expect(decryptCredentials(sealed, 7, rotated)).toEqual({ credentials, isOutdated: true });
  expect(() => decryptCredentials(sealed, 7, { ...rotated, previousSecrets: [] })).toThrow(UnreadableCredentialsError);
});

test.each([0, 1, 20, 40])('a changed byte (at %i) is noticed', (index) => {
  const sealed = encryptCredentials(credentials, 7, secrets);
  sealed[index] = (sealed[index] ?? 0) ^ 1;
  expect(() => decryptCredentials(sealed, 7, secrets)).toThrow(UnreadableCredentialsError);
});

test('a shortened value is refused', () => {
  const sealed = encryptCredentials(credentials, 7, secrets);
  expect(() => decryptCredentials(sealed.subarray(0, 20), 7, secrets)).toThrow(UnreadableCredentialsError);
});
