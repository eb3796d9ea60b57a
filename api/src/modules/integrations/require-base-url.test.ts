import { expect, test } from 'vitest';
import { InvalidInputError } from '../../lib/errors.ts';
import { isPrivateAddress, requireBaseUrl } from './require-base-url.ts';

const guarded = { allowPrivateNetwork: false, resolveHost: async (host: string) => addressesOf[host] ?? [] };
const addressesOf: Record<string, string[]> = {
  'gateway.example.com': ['203.0.113.7'],
  'inside.example.com': ['203.0.113.7', '10.1.2.3'],
};

test('a public https address is taken without the slash at its end', async () => {
  expect(await requireBaseUrl('https://gateway.example.com/anthropic/', guarded)).toBe(
    'https://gateway.example.com/anthropic',
  );
});

test.each([
  ['not an address', 'is not a web address'],
  ['ftp://gateway.example.com', 'is not a web address'],
  ['http://gateway.example.com', 'over https only'],
  ['https://user:secret@gateway.example.com', 'more than host and path'],
  ['https://gateway.example.com/?x=1', 'more than host and path'],
  ['https://unknown.example.com', 'is unknown'],
  ['https://inside.example.com', 'private network'],
  ['https://127.0.0.1:4010', 'private network'],
  ['https://2130706433', 'private network'],
  ['https://[::1]', 'private network'],
  ['https://[::ffff:192.168.0.1]', 'private network'],
  ['https://169.254.169.254/latest', 'private network'],
])('%s is refused', async (text, problem) => {
  const refusal = await requireBaseUrl(text, guarded).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(InvalidInputError);
  expect(refusal).toMatchObject({ field: 'baseUrl', value: text, message: expect.stringContaining(problem) });
});

test('private networks and plain http are allowed by configuration', async () => {
  expect(await requireBaseUrl('http://127.0.0.1:4010', { allowPrivateNetwork: true })).toBe('http://127.0.0.1:4010');
});

test.each(['8.8.8.8', '2606:4700::1111'])('%s is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

test.each([
  ...[
    '127.0.0.1',
    '169.254.169.254',
    '100.100.100.200',
    '192.0.0.192',
    '255.255.255.255',
    '::1',
    '::',
    'fd00:ec2::254',
  ],
  ...['fe80::1%eth0', 'fec0::1', '::ffff:a9fe:a9fe', '::127.0.0.1', '::ffff:0:127.0.0.1', '64:ff9b::7f00:1'],
  ...['64:ff9b:1::7f00:1', '2002:a9fe:a9fe::1', '2001:0:7f00:1::1', 'no address'],
])('%s is not public, however it is written', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});
