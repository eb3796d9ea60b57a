import type { EnvironmentVariables } from './folders.ts';
import type { ServerAddress } from './send.ts';
import { DamagedSignInFile, readSignIn } from './sign-in-file.ts';

/** Nobody has signed in here, or not at the server that OUTLAY_URL names. */
export class NotSignedIn extends Error {}

/** An address no server can have; `name` is the flag or variable it came from. */
export class WrongUrl extends Error {
  constructor(name: string, value: string) {
    super(`${name} "${value}" is no address of a server. Use one such as https://outlay.example.com`);
  }
}

/**
 * The server to ask: OUTLAY_URL and OUTLAY_TOKEN before what `outlay login` stored. A stored token goes only to the
 * server it was stored for.
 * @throws NotSignedIn, WrongUrl, DamagedSignInFile
 */
export function findServer(environment: EnvironmentVariables): ServerAddress & { token: string } {
  const stored = readSignIn(environment);
  const url = environment.OUTLAY_URL ? serverUrl('OUTLAY_URL', environment.OUTLAY_URL) : stored?.url;
  if (!url) throw new NotSignedIn('Not signed in to any server. Run: outlay login --url https://outlay.example.com');
  const token = environment.OUTLAY_TOKEN || (stored?.url === url ? stored.token : undefined);
  if (!token) throw new NotSignedIn(`No token for ${url}. Run: outlay login --url ${url}, or set OUTLAY_TOKEN`);
  return { url, token };
}

/** The address alone, for signing in. @throws WrongUrl */
export const findServerUrl = (environment: EnvironmentVariables): string | undefined =>
  environment.OUTLAY_URL ? serverUrl('OUTLAY_URL', environment.OUTLAY_URL) : readStoredUrl(environment);

function readStoredUrl(environment: EnvironmentVariables): string | undefined {
  try {
    return readSignIn(environment)?.url;
  } catch (error) {
    // Signing in again replaces it.
    if (error instanceof DamagedSignInFile) return undefined;
    throw error;
  }
}

/** Without a trailing slash, query and credentials. @throws WrongUrl */
export function serverUrl(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) throw new WrongUrl(name, text);
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
