import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import type { Installation } from '../../graphql/context.ts';
import type { Route } from '../../http/route.ts';
import { createLogger } from '../../lib/logger.ts';
import { createMember, createOrganization } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { type OpenIdAccount, startOpenIdServer } from '../../test/open-id-server.ts';
import { googleRoutes } from './google-routes.ts';

const client = { clientId: 'outlay-test', clientSecret: 'a secret: with / odd characters' };
const ADA: OpenIdAccount = { sub: 'google-1', email: 'Ada@Acme.test', email_verified: true, name: 'Ada Lovelace' };

let api: TestApi;
let google: Awaited<ReturnType<typeof startOpenIdServer>>;
let routes: Route[];
const background: Promise<unknown>[] = [];

beforeAll(async () => {
  api = await createTestApi();
  google = await startOpenIdServer(client, () => api.clock.now().getTime() / 1000);
  const installation: Installation = {
    publicUrl: 'http://outlay.test',
    allowedDomains: ['acme.test'],
    hasGoogleSignIn: true,
    sendMail: undefined,
    inBackground: (work) => void background.push(work),
  };
  const settings = { ...client, issuerUrl: google.url };
  routes = googleRoutes({ settings, installation, clock: api.clock.now, log: createLogger('silent') });
});
afterAll(async () => {
  await google.close();
  await api.close();
});
beforeEach(async () => {
  await Promise.all(background.splice(0));
  await api.reset();
  await createOrganization();
});

/** One of our routes as the browser calls it. */
async function visit(url: string, cookie = '') {
  const request = new Request(url, { headers: { cookie } });
  const route = routes.find(({ path }) => path === new URL(url).pathname);
  if (!route) throw new Error(`no route for ${url}`);
  const answer = await route.handle(request, { address: '192.0.2.1', isLocal: false });
  const cookies = answer.headers.getSetCookie();
  const value = (name: string) => cookies.find((line) => line.startsWith(`${name}=`))?.split(';')[0] ?? '';
  return {
    location: answer.headers.get('location') ?? '',
    cookies,
    handshake: value('outlay_google'),
    session: value('outlay_session'),
  };
}

/** The whole way: to Google, in there as `account`, and back – through `onReturn`, where a test may interfere. */
async function signIn(
  account: OpenIdAccount | undefined,
  { next = '/explore?rows=MEMBER', onReturn = (url: URL) => url, cookie = (text: string) => text } = {},
) {
  google.account = account;
  const start = await visit(`http://outlay.test/auth/google?next=${encodeURIComponent(next)}`);
  const atGoogle = await fetch(start.location, { redirect: 'manual' });
  const back = onReturn(new URL(atGoogle.headers.get('location') ?? ''));
  return visit(back.href, cookie(start.handshake));
}

const viewer = (session: string) =>
  api
    .withCookie(session)
    .query<{ viewer: { name: string; email: string; role: string } }>('{ viewer { name email role } }');
const signIns = () => db.auditEvent.findMany({ select: { action: true, after: true }, orderBy: { id: 'asc' } });

describe('signing in with Google', () => {
  test('makes a new address of the allowed domain a member and goes where they wanted to', async () => {
    const { location, session, cookies } = await signIn(ADA);
    expect(location).toBe('/explore?rows=MEMBER');
    expect(cookies).toContain('outlay_google=; HttpOnly; Max-Age=0; Path=/auth/google; SameSite=Lax');
    expect((await viewer(session)).viewer).toEqual({ name: 'Ada Lovelace', email: 'ada@acme.test', role: 'MEMBER' });
    expect(await signIns()).toEqual([{ action: 'signIn', after: { email: 'ada@acme.test', method: 'google' } }]);
  });

  test.each([
    ['/explore?rows=MEMBER#café', '/explore?rows=MEMBER#caf%C3%A9'],
    ['/équipe/日本?q=日本', '/%C3%A9quipe/%E6%97%A5%E6%9C%AC?q=%E6%97%A5%E6%9C%AC'],
    ['/a%20b?c=%25', '/a%20b?c=%25'],
  ])('goes on to %s', async (next, location) => {
    expect((await signIn(ADA, { next })).location).toBe(location);
  });

  test('asks for PKCE, state and nonce, which stay in a guarded cookie', async () => {
    const { location, cookies } = await visit('http://outlay.test/auth/google');
    const { searchParams } = new URL(location);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('redirect_uri')).toBe('http://outlay.test/auth/google/callback');
    expect(cookies[0]).toMatch(/; HttpOnly; Max-Age=600; Path=\/auth\/google; SameSite=Lax$/);
  });

  test('claims a member known from usage, and an invited one whose link then ends', async () => {
    const { id } = await createMember({ email: 'ada@acme.test', name: 'ada', status: 'UNCLAIMED' });
    await db.accountLink.create({
      data: { tokenHash: 'x', kind: 'INVITATION', memberId: id, expiresAt: new Date('2027-01-01') },
    });
    await signIn(ADA);
    const member = await db.member.findUniqueOrThrow({ where: { id }, include: { accountLinks: true } });
    expect(member).toMatchObject({ status: 'ACTIVE', name: 'Ada Lovelace', accountLinks: [] });
    expect(await db.member.count()).toBe(1);
  });

  test('keeps the name and role of an active member, and knows them again by subject', async () => {
    const { id } = await createMember({ email: 'ada@acme.test', name: 'Countess', role: 'ADMIN' });
    await signIn(ADA);
    const { session } = await signIn({ ...ADA, email: 'lovelace@acme.test' });
    expect((await viewer(session)).viewer).toEqual({ name: 'Countess', email: 'ada@acme.test', role: 'ADMIN' });
    expect(await db.member.count()).toBe(1);
    expect(await db.session.count({ where: { memberId: id } })).toBe(2);
  });

  test.each([
    ['another domain', { ...ADA, email: 'ada@elsewhere.test' }, 'google_domain'],
    ['a look-alike domain', { ...ADA, email: 'ada@acme.test.evil.test' }, 'google_domain'],
    ['an unverified address', { ...ADA, email_verified: false }, 'google_unverified'],
  ])('refuses %s', async (_case, account, error) => {
    expect(await signIn(account)).toMatchObject({ location: `/sign-in?error=${error}`, session: '' });
    expect(await db.member.count()).toBe(0);
    expect(await signIns()).toMatchObject([{ action: 'signInFailed' }]);
  });

  test('refuses a deactivated member and a second Google account with the same address', async () => {
    const { id } = await createMember({ email: 'ada@acme.test', status: 'DEACTIVATED' });
    expect(await signIn(ADA)).toMatchObject({ location: '/sign-in?error=google_deactivated', session: '' });
    const credential = { upsert: { create: { googleSubject: 'google-0' }, update: { googleSubject: 'google-0' } } };
    await db.member.update({ where: { id }, data: { status: 'ACTIVE', credential } });
    expect(await signIn(ADA)).toMatchObject({ location: '/sign-in?error=google_other_account', session: '' });
  });

  test.each([
    ['a nonce of another request', { nonce: 'of another request' }],
    ['a token for another client', { audience: 'another-client' }],
    ['a token of another issuer', { issuer: 'https://evil.test' }],
    ['a token signed with another key', { foreignKey: true }],
    ['an expired token', { expiresAt: 1_700_000_000 }],
  ])('refuses %s', async (_case, forge) => {
    expect(await signIn({ ...ADA, forge })).toMatchObject({ location: '/sign-in?error=google_failed', session: '' });
    expect(await db.member.count()).toBe(0);
  });

  test('refuses a wrong state, a lost or mangled cookie, a made-up code and a cancelled sign-in', async () => {
    const with_ = (name: string, value: string) => (url: URL) => {
      url.searchParams.set(name, value);
      return url;
    };
    const failed = { location: '/sign-in?error=google_failed', session: '' };
    expect(await signIn(ADA, { onReturn: with_('state', 'forged') })).toMatchObject(failed);
    expect(await signIn(ADA, { onReturn: with_('code', 'made-up') })).toMatchObject(failed);
    expect(await signIn(ADA, { cookie: () => '' })).toMatchObject(failed);
    expect(await signIn(ADA, { cookie: () => 'outlay_google=bm9uc2Vuc2U' })).toMatchObject(failed);
    expect(await signIn(undefined)).toMatchObject({ location: '/sign-in?error=google_cancelled' });
  });

  test.each([
    'https://evil.test/',
    '//evil.test',
    '/..//evil.test',
    '/x/..//evil.test',
    '/\\evil.test',
    'javascript:alert(1)',
    '/ok\r\nset-cookie: a=b',
  ])('never sends people on to %j', async (next) => {
    expect((await signIn(ADA, { next })).location).toBe('/');
  });

  test('leads to the first-run page before there is an organization', async () => {
    await db.organization.deleteMany();
    expect((await visit('http://outlay.test/auth/google')).location).toBe('/set-up');
  });
});
