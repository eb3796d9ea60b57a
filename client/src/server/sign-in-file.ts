import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder, type EnvironmentVariables } from './folders.ts';

/** What `outlay login` stores. */
export interface SignIn {
  url: string;
  token: string;
}

/** The file's text is no sign-in. */
export class DamagedSignInFile extends Error {
  constructor(path: string) {
    super(`${path} cannot be read as a sign-in. Run: outlay login`);
  }
}

export const signInPath = (environment: EnvironmentVariables) => join(configFolder(environment), 'sign-in.json');

/** @throws DamagedSignInFile; the system's error when the file may not be read */
export function readSignIn(environment: EnvironmentVariables): SignIn | undefined {
  const path = signInPath(environment);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const signIn: unknown = JSON.parse(text);
    if (isSignIn(signIn)) return { url: signIn.url, token: signIn.token };
  } catch {
    // Told below.
  }
  throw new DamagedSignInFile(path);
}

const isSignIn = (value: unknown): value is SignIn =>
  typeof value === 'object' &&
  value !== null &&
  'url' in value &&
  typeof value.url === 'string' &&
  'token' in value &&
  typeof value.token === 'string';

/** Written whole or not at all; only the owner may read it. @returns its path */
export function writeSignIn(environment: EnvironmentVariables, signIn: SignIn): string {
  const path = signInPath(environment);
  mkdirSync(configFolder(environment), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(signIn, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
  return path;
}

/** @returns whether there was one */
export function deleteSignIn(environment: EnvironmentVariables): boolean {
  const path = signInPath(environment);
  const existed = statSync(path, { throwIfNoEntry: false }) !== undefined;
  rmSync(path, { force: true });
  return existed;
}

/** Others on this machine may read the token. Windows has no such modes. */
export function isReadableByOthers(environment: EnvironmentVariables, platform = process.platform): boolean {
  if (platform === 'win32') return false;
  const stat = statSync(signInPath(environment), { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o077) !== 0;
}
