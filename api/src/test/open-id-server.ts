import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** The account that "signs in" at the provider, and how its token is to be wrong. */
export interface OpenIdAccount {
  sub: string;
  email: string;
  email_verified: boolean;
  name?: string;
  /** Claims and signing that a real provider would never send. */
  forge?: { nonce?: string; audience?: string; issuer?: string; foreignKey?: boolean; expiresAt?: number };
}

/**
 * An OpenID Connect provider on a loopback port: discovery, JWKS, an authorize endpoint that signs `account` in without
 * asking, and a token endpoint that checks client, redirect and PKCE. `now` is in seconds.
 */
export async function startOpenIdServer(client: { clientId: string; clientSecret: string }, now: () => number) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const foreign = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, { nonce: string; challenge: string; redirectUri: string; account: OpenIdAccount }>();
  const provider = { url: '', account: undefined as OpenIdAccount | undefined, close: async () => {} };

  const json = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  async function token(message: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const body = new URLSearchParams(Buffer.concat(chunks).toString());
    const credentials = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
    const grant = grants.get(body.get('code') ?? '');
    grants.delete(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    if (message.headers.authorization !== `Basic ${credentials}`)
      return json(response, 401, { error: 'invalid_client' });
    if (!grant || grant.challenge !== challenge || grant.redirectUri !== body.get('redirect_uri'))
      return json(response, 400, { error: 'invalid_grant' });
    const { forge = {}, ...claims } = grant.account;
    const idToken = await new SignJWT({ ...claims, nonce: forge.nonce ?? grant.nonce })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .setIssuer(forge.issuer ?? provider.url)
      .setAudience(forge.audience ?? client.clientId)
      .setIssuedAt(now())
      .setExpirationTime(forge.expiresAt ?? now() + 3600)
      .sign(forge.foreignKey ? foreign.privateKey : privateKey);
    return json(response, 200, {
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 3600,
      id_token: idToken,
    });
  }

  function authorize(url: URL, response: ServerResponse) {
    const parameter = (name: string) => url.searchParams.get(name) ?? '';
    const { account } = provider;
    const back = new URL(parameter('redirect_uri'));
    back.searchParams.set('state', parameter('state'));
    if (account === undefined) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      const redirectUri = parameter('redirect_uri');
      grants.set(code, { nonce: parameter('nonce'), challenge: parameter('code_challenge'), redirectUri, account });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  const server = createServer((message, response) => {
    const url = new URL(message.url ?? '/', provider.url);
    if (url.pathname === '/authorize') authorize(url, response);
    else if (url.pathname === '/token') void token(message, response);
    else if (url.pathname === '/jwks') json(response, 200, { keys: [jwk] });
    else
      json(response, 200, {
        issuer: provider.url,
        authorization_endpoint: `${provider.url}/authorize`,
        token_endpoint: `${provider.url}/token`,
        jwks_uri: `${provider.url}/jwks`,
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider.close = () => new Promise((resolve) => server.close(() => resolve()));
  return provider;
}
