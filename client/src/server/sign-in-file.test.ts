import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findServer, NotSignedIn, serverUrl, WrongUrl } from './find-server.ts';
import { configFolder, stateFolder } from './folders.ts';
import { DamagedSignInFile, isReadableByOthers, readSignIn, writeSignIn } from './sign-in-file.ts';

let folder: string;
let environment: Record<string, string>;
const signIn = { url: 'https://outlay.example.com', token: 'outlay_a' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outlay-sign-in-'));
  environment = { OUTLAY_CONFIG_DIR: join(folder, 'config') };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('is there for its owner alone, also where a file with other rights was', () => {
  const path = writeSignIn(environment, { ...signIn, token: 'outlay_old' });
  chmodSync(path, 0o644);
  expect(isReadableByOthers(environment)).toBe(true);
  writeSignIn(environment, signIn);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'config')).mode & 0o777).toBe(0o700);
  expect(isReadableByOthers(environment)).toBe(false);
  expect(readdirSync(join(folder, 'config'))).toEqual(['sign-in.json']);
  expect(readSignIn(environment)).toEqual(signIn);
});

test('says what to do with a damaged file', () => {
  writeFileSync(writeSignIn(environment, signIn), '{"url":');
  expect(() => readSignIn(environment)).toThrow(DamagedSignInFile);
  expect(() => readSignIn(environment)).toThrow('Run: outlay login');
});

test('the environment goes before what is stored', () => {
  expect(() => findServer(environment)).toThrow(NotSignedIn);
  writeSignIn(environment, signIn);
  expect(findServer(environment)).toEqual(signIn);
  expect(findServer({ ...environment, OUTLAY_TOKEN: 'outlay_b' })).toEqual({ ...signIn, token: 'outlay_b' });
  const other = { ...environment, OUTLAY_URL: 'https://other.example.com' };
  expect(() => findServer(other)).toThrow('No token for https://other.example.com');
  expect(findServer({ ...other, OUTLAY_TOKEN: 'c' })).toEqual({ url: 'https://other.example.com', token: 'c' });
  expect(findServer({ ...environment, OUTLAY_URL: 'https://outlay.example.com/' })).toEqual(signIn);
});

test.each(['outlay', 'ftp://outlay.example.com', 'https://user:pass@outlay.example.com', 'https://a.test/?x=1'])(
  'refuses %s as an address',
  (text) => {
    expect(() => serverUrl('--url', text)).toThrow(WrongUrl);
    expect(() => serverUrl('--url', text)).toThrow(`--url "${text}" is no address of a server.`);
  },
);

test('keeps the path of a server behind a prefix', () => {
  expect(serverUrl('--url', 'https://example.com/outlay/')).toBe('https://example.com/outlay');
});

test('lies where each platform keeps settings and state', () => {
  const linux = { platform: 'linux', home: '/users/ada' } as const;
  expect(configFolder({}, linux)).toBe('/users/ada/.config/outlay');
  expect(configFolder({ XDG_CONFIG_HOME: '/x' }, linux)).toBe('/x/outlay');
  expect(stateFolder({}, linux)).toBe('/users/ada/.local/state/outlay');
  const mac = { platform: 'darwin', home: '/Users/ada' } as const;
  expect(configFolder({}, mac)).toBe('/Users/ada/Library/Application Support/outlay');
  const windows = { platform: 'win32', home: 'C:\\Users\\ada' } as const;
  expect(configFolder({ APPDATA: 'R' }, windows)).toBe(join('R', 'outlay'));
  expect(stateFolder({ LOCALAPPDATA: 'L' }, windows)).toBe(join('L', 'outlay'));
});
