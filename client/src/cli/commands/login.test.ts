import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { environment, outlay, server } from '../../test/sample-server.ts';

const signedOut = { OUTLAY_URL: '', OUTLAY_TOKEN: '' };
const path = `${environment.OUTLAY_CONFIG_DIR}/sign-in.json`;
const { admin, usageOnly } = server.tokens;

afterEach(() => outlay(['logout']));

test('stores a token that the server knows so that only its owner can read it', async () => {
  const { code, output, errors } = await outlay(['login', '--url', `${server.url}/`], {
    environment: signedOut,
    input: `${admin}\n`,
  });
  expect({ code, output }).toEqual({
    code: 0,
    output: `Signed in to ${server.url} as Ada Admin <ada@example.com>, may: read, usage:write, manage.\n`,
  });
  expect(errors).toBe(`The token is in ${path}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ url: server.url, token: admin });
});

test('asks for address and token, and does not show the token', async () => {
  const typed = { 'Address of the server: ': `${server.url}\n`, 'Token (not shown): ': `${admin}\n` };
  const { code, output, errors } = await outlay(['login'], { environment: signedOut, typed });
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('as Ada Admin') });
  expect(errors).toContain(server.url);
  expect(output + errors).not.toContain(admin);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ url: server.url, token: admin });
});

test('130: Ctrl+C at a question stores nothing', async () => {
  const typed = { 'Token (not shown): ': '\u0003' };
  const { code, output } = await outlay(['login'], { environment: { OUTLAY_TOKEN: '' }, typed });
  expect({ code, output }).toEqual({ code: 130, output: '' });
  expect(existsSync(path)).toBe(false);
});

test('says what a token that only pushes may do', async () => {
  const { output } = await outlay(['login', '--token', usageOnly], { environment: { OUTLAY_TOKEN: '' } });
  expect(output).toContain('may: usage:write.');
});

test('3: a token the server does not know is not stored', async () => {
  const { code, errors } = await outlay(['login', '--token', 'outlay_wrong'], { environment: signedOut });
  expect(code).toBe(2);
  expect(errors).toContain('--url: is missing. Write --url https://outlay.example.com');
  const refused = await outlay(['login', '--url', server.url, '--token', 'outlay_wrong'], { environment: signedOut });
  expect(refused.code).toBe(3);
  expect(refused.errors).toContain('The server does not know this token');
  expect(existsSync(path)).toBe(false);
});

test('a stored token goes only to the server it was stored for', async () => {
  await outlay(['login', '--token', admin]);
  const other = await outlay(['summary'], { environment: { OUTLAY_URL: 'http://127.0.0.1:2', OUTLAY_TOKEN: '' } });
  expect(other).toMatchObject({ code: 3, errors: expect.stringContaining('No token for http://127.0.0.1:2') });
});

test('2: an address that would send the token unencrypted needs --insecure', async () => {
  const args = ['login', '--url', 'http://outlay.example.com', '--token', admin];
  expect(await outlay(args)).toMatchObject({ code: 2, errors: expect.stringContaining('--insecure') });
});

test('logout forgets the token', async () => {
  await outlay(['login', '--token', admin]);
  expect(await outlay(['logout'])).toMatchObject({ code: 0, output: 'Signed out: the stored token is deleted.\n' });
  expect(existsSync(path)).toBe(false);
  expect(await outlay(['logout'])).toMatchObject({ code: 0, output: 'Nobody was signed in here.\n' });
});
