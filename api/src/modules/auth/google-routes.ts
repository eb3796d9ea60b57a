import { generateCodeVerifier } from 'arctic';
import { z } from 'zod';
import type { Installation } from '../../graphql/context.ts';
import type { Route, RouteCaller } from '../../http/route.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { type Handshake, type OpenIdSettings, openIdProvider } from './open-id-provider.ts';
import { randomToken } from './secret-token.ts';
import { isSetUp } from './set-up-organization.ts';
import { signInWithGoogle } from './sign-in-with-google.ts';

const PATH = '/auth/google';
const COOKIE = 'outlay_google';
const MINUTES = 10;

const handshake = z.object({
  state: z.string(),
  codeVerifier: z.string(),
  nonce: z.string(),
  next: z.string(),
});

interface GoogleDependencies {
  settings: Omit<OpenIdSettings, 'redirectUrl'>;
  installation: Installation;
  clock: Clock;
  log: Log;
}

/**
 * `/auth/google?next=/path` sends the browser to Google, `/auth/google/callback` signs in whoever comes back.
 * A refusal ends at `/sign-in?error=<code>`.
 */
export function googleRoutes({ settings, installation, clock, log }: GoogleDependencies): Route[] {
  const { publicUrl } = installation;
  const provider = openIdProvider({ ...settings, redirectUrl: `${publicUrl}${PATH}/callback` }, clock);

  async function start(request: Request): Promise<Response> {
    if (!(await isSetUp())) return redirect('/set-up');
    const begun: Handshake = { state: randomToken(), codeVerifier: generateCodeVerifier(), nonce: randomToken() };
    const next = safePath(new URL(request.url).searchParams.get('next'));
    const cookie = handshakeCookie(JSON.stringify({ ...begun, next }), publicUrl);
    return redirect((await provider.authorizationUrl(begun)).href, [cookie]);
  }

  async function finish(request: Request, { address }: RouteCaller): Promise<Response> {
    const cookies = [handshakeCookie('', publicUrl)];
    const { searchParams } = new URL(request.url);
    const begun = handshakeOf(request);
    const code = searchParams.get('code');
    if (searchParams.has('error')) return refuse('google_cancelled', cookies);
    if (!begun || !code || searchParams.get('state') !== begun.state) return refuse('google_failed', cookies);
    const claims = await provider.claimsFor(code, begun).catch((error: unknown) => {
      log.warn({ err: error }, 'a Google sign-in was refused');
      return undefined;
    });
    if (!claims) return refuse('google_failed', cookies);
    const setCookie = (cookie: string) => void cookies.push(cookie);
    const context = { actor: { kind: 'ANONYMOUS' }, clock, request, address, installation, setCookie } as const;
    const refusal = await signInWithGoogle(context, claims);
    return refusal ? refuse(refusal, cookies) : redirect(begun.next, cookies);
  }

  return [
    { method: 'GET', path: PATH, handle: (request) => start(request).catch((error) => unreachable(error, log)) },
    { method: 'GET', path: `${PATH}/callback`, handle: finish },
  ];
}

function unreachable(error: unknown, log: Log): Response {
  log.error({ err: error }, 'the OpenID Connect provider cannot be reached');
  return refuse('google_failed', []);
}

const refuse = (code: string, cookies: string[]) => redirect(`/sign-in?error=${code}`, cookies);

function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}

const OWN_PATH = /^\/(?![/\\])[^\s\\]*$/;

/** Only paths of ours, never another site, as a header can carry them: percent-encoded. */
function safePath(path: string | null): string {
  if (path === null || !OWN_PATH.test(path)) return '/';
  const { pathname, search, hash } = new URL(path, 'http://outlay.invalid');
  return OWN_PATH.test(pathname) ? `${pathname}${search}${hash}` : '/';
}

function handshakeCookie(content: string, publicUrl: string): string {
  const value = Buffer.from(content).toString('base64url');
  const age = content === '' ? 0 : MINUTES * 60;
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${COOKIE}=${value}; HttpOnly; Max-Age=${age}; Path=${PATH}; SameSite=Lax${secure}`;
}

function handshakeOf(request: Request): z.output<typeof handshake> | undefined {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(request.headers.get('cookie') ?? '')?.[1];
  if (value === undefined) return undefined;
  try {
    return handshake.parse(JSON.parse(Buffer.from(value, 'base64url').toString()));
  } catch {
    return undefined;
  }
}
