import { CodeChallengeMethod, OAuth2Client } from 'arctic';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';

export interface OpenIdSettings {
  /** Such as https://accounts.google.com; its discovery document names the rest. */
  issuerUrl: string;
  clientId: string;
  clientSecret: string;
  redirectUrl: string;
}

/** What a browser must bring back, unforgeably, when it returns. */
export interface Handshake {
  state: string;
  codeVerifier: string;
  nonce: string;
}

const discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});
const claims = z.object({
  sub: z.string().min(1),
  nonce: z.string(),
  email: z.string(),
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).default(false),
  name: z.string().optional(),
});

export type OpenIdClaims = z.output<typeof claims>;

const TIMEOUT_MS = 10_000;

/** Signs people in at an OpenID Connect provider by the authorization code flow with PKCE. */
export function openIdProvider({ issuerUrl, clientId, clientSecret, redirectUrl }: OpenIdSettings, clock: Clock) {
  const client = new OAuth2Client(clientId, clientSecret, redirectUrl);
  let known: Promise<Awaited<ReturnType<typeof discover>>> | undefined;
  const provider = () => {
    known ??= discover(issuerUrl).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    /** Where to send the browser. */
    async authorizationUrl({ state, codeVerifier, nonce }: Handshake): Promise<URL> {
      const { authorization_endpoint: endpoint } = await provider();
      const scopes = ['openid', 'email', 'profile'];
      const url = client.createAuthorizationURLWithPKCE(
        endpoint,
        state,
        CodeChallengeMethod.S256,
        codeVerifier,
        scopes,
      );
      url.searchParams.set('nonce', nonce);
      url.searchParams.set('prompt', 'select_account');
      return url;
    },
    /** Who came back with this code; rejects when signature, issuer, audience, expiry or nonce do not fit. */
    async claimsFor(code: string, { codeVerifier, nonce }: Handshake): Promise<OpenIdClaims> {
      const { token_endpoint: endpoint, issuer, keys } = await provider();
      const tokens = await client.validateAuthorizationCode(endpoint, code, codeVerifier);
      const { payload } = await jwtVerify(tokens.idToken(), keys, {
        // Google also writes its issuer without the scheme.
        issuer: [issuer, issuer.replace(/^https:\/\//, '')],
        audience: clientId,
        algorithms: ['RS256', 'ES256'],
        currentDate: clock(),
        clockTolerance: 60,
        requiredClaims: ['exp', 'sub'],
      });
      const parsed = claims.parse(payload);
      if (parsed.nonce !== nonce) throw new Error('The ID token was made for another request (nonce).');
      return parsed;
    },
  };
}

async function discover(issuerUrl: string) {
  const url = `${issuerUrl.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  const document = discovery.parse(await answer.json());
  if (document.issuer.replace(/\/+$/, '') !== issuerUrl.replace(/\/+$/, ''))
    throw new Error(`${url} names another issuer: ${document.issuer}.`);
  return { ...document, keys: createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: TIMEOUT_MS }) };
}
