/** Downloads as a browser or a script asks for them, for tests. */

import { routeFor } from '../../http/route.ts';
import { createSession } from '../../test/factories.ts';
import type { TestApi } from '../../test/graphql-client.ts';
import { exportRoutes } from './export-routes.ts';

const ORIGIN = 'http://outlay.test';

export interface Download {
  status: number;
  headers: Headers;
  text(): Promise<string>;
  json(): Promise<unknown>;
  bytes(): Promise<Uint8Array>;
  body: ReadableStream<Uint8Array> | null;
}

/** @param caller a member in a browser, a token, or nobody */
export async function download(
  { clock }: TestApi,
  path: string,
  caller: { member?: { id: number }; token?: string } = {},
): Promise<Download> {
  const headers = new Headers();
  if (caller.member) headers.set('cookie', await createSession(caller.member, clock.now()));
  if (caller.token) headers.set('authorization', `Bearer ${caller.token}`);
  const log = {
    debug() {},
    info() {},
    warn() {},
    error: (details: { err: unknown }) => {
      throw details.err;
    },
  };
  const installation = {
    publicUrl: ORIGIN,
    allowedDomains: [],
    hasGoogleSignIn: false,
    sendMail: undefined,
    inBackground: () => undefined,
  };
  const routes = exportRoutes({ installation, clock: clock.now, log, spendRequest: () => undefined });
  const request = new Request(`${ORIGIN}${path}`, { headers });
  const route = routeFor(routes, 'GET', new URL(request.url).pathname);
  if (!route || route === 'WRONG_METHOD') throw new Error(`no export answers ${path}`);
  return route.handle(request, { address: '192.0.2.1', isLocal: false });
}
