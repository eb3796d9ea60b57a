import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createMember, createOrganization, createSession, createToken, PASSWORD } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';

const api = useTestApi(() => createOrganization());

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignedIn { memberId name role }
    ... on Error { code message }
    ... on RateLimitedError { retryAfterSeconds }
  }
}`;
const VIEWER = '{ viewer { id name email role status } }';

interface Outcome {
  __typename: string;
  code?: string;
  message?: string;
  retryAfterSeconds?: number;
}
async function signIn(email: string, password: string, client: TestClient = api.anonymous) {
  const { data, headers } = await client.execute(SIGN_IN, { input: { email, password } });
  return { outcome: (data as { signIn: Outcome }).signIn, headers };
}
const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(';')[0] ?? '';
const codesOf = async (client: TestClient) =>
  (await client.execute(VIEWER)).errors.map(({ extensions }) => extensions.code);
const actions = async () => (await db.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);

describe('signing in', () => {
  test('starts a session in a guarded cookie; only its hash is stored', async () => {
    const member = await createMember({ withPassword: true });
    const { outcome, headers } = await signIn(` ${member.email.toUpperCase()} `, PASSWORD);
    expect(outcome).toEqual({
      __typename: 'SignedIn',
      memberId: `Member:${member.id}`,
      name: member.name,
      role: 'MEMBER',
    });
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^outlay_session=\S+; HttpOnly; Max-Age=1209600; Path=\/; SameSite=Lax$/);
    const { viewer } = await api.withCookie(cookieOf(headers)).query<{ viewer: unknown }>(VIEWER);
    expect(viewer).toEqual({
      id: `Member:${member.id}`,
      name: member.name,
      email: member.email,
      role: 'MEMBER',
      status: 'ACTIVE',
    });
    const [session] = await db.session.findMany();
    expect(session?.id).toMatch(/^[\da-f]{64}$/);
    expect(cookie).not.toContain(session?.id);
    expect(await actions()).toEqual(['signIn']);
  });

  test('answers the same to a wrong password, an unknown and a deactivated account, and one without a password', async () => {
    const { email } = await createMember({ withPassword: true });
    const gone = await createMember({ withPassword: true, status: 'DEACTIVATED' });
    const unclaimed = await createMember({ status: 'UNCLAIMED' });
    const outcomes = [
      await signIn(email, 'not the password'),
      await signIn('nobody@acme.test', PASSWORD),
      await signIn(gone.email, PASSWORD),
      await signIn(unclaimed.email, PASSWORD),
    ];
    expect(new Set(outcomes.map(({ outcome }) => JSON.stringify(outcome))).size).toBe(1);
    expect(outcomes[0]?.outcome).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' });
    expect(outcomes.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
    expect(await actions()).toEqual(Array(4).fill('signInFailed'));
  });

  test('ends the session the browser had before', async () => {
    const member = await createMember({ withPassword: true });
    const earlier = await createSession(member, api.clock.now());
    const { headers } = await signIn(member.email, PASSWORD, api.withCookie(earlier));
    expect(await codesOf(api.withCookie(earlier))).toEqual(['UNAUTHENTICATED']);
    expect(await codesOf(api.withCookie(cookieOf(headers)))).toEqual([]);
  });

  test('signing out ends the session', async () => {
    const cookie = await createSession(await createMember(), api.clock.now());
    const { data, headers } = await api.withCookie(cookie).execute('mutation { signOut }');
    expect(data).toEqual({ signOut: true });
    expect(headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect(await codesOf(api.withCookie(cookie))).toEqual(['UNAUTHENTICATED']);
    expect(await api.anonymous.query('mutation { signOut }')).toEqual({ signOut: false });
  });
});

describe('throttling', () => {
  test('lets an account wait ever longer after five failures, whether it exists or not', async () => {
    const { email } = await createMember({ withPassword: true });
    for (const account of [email, 'nobody@acme.test']) {
      api.clock.set('2026-11-15T12:00:00Z');
      for (let attempt = 0; attempt < 5; attempt += 1)
        expect((await signIn(account, 'wrong')).outcome.__typename).toBe('InvalidInputError');
      const waits = [];
      for (let round = 0; round < 4; round += 1) {
        const { outcome } = await signIn(account, PASSWORD);
        expect(outcome.code).toBe('RATE_LIMITED');
        waits.push(outcome.retryAfterSeconds);
        api.clock.advance({ seconds: outcome.retryAfterSeconds ?? 0 });
        await signIn(account, 'wrong');
      }
      expect(waits).toEqual([2, 4, 8, 16]);
    }
  });

  test('a success forgives; a quiet day too', async () => {
    const { email } = await createMember({ withPassword: true });
    for (let attempt = 0; attempt < 4; attempt += 1) await signIn(email, 'wrong');
    expect((await signIn(email, PASSWORD)).outcome.__typename).toBe('SignedIn');
    for (let attempt = 0; attempt < 4; attempt += 1) await signIn(email, 'wrong');
    api.clock.advance({ hours: 25 });
    for (let attempt = 0; attempt < 4; attempt += 1)
      expect((await signIn(email, 'wrong')).outcome.code).toBe('INVALID_INPUT');
  });

  test('counts parallel guesses before they are made', async () => {
    const { email } = await createMember({ withPassword: true });
    const guesses = await Promise.all(Array.from({ length: 12 }, () => signIn(email, 'wrong')));
    const tried = guesses.filter(({ outcome }) => outcome.code === 'INVALID_INPUT');
    expect(tried.length).toBeLessThanOrEqual(5);
  });

  test('slows an address that tries many accounts, and nobody else', async () => {
    const { email } = await createMember({ withPassword: true });
    const attacker = api.from('203.0.113.7');
    const codes = [];
    for (let number = 0; number < 33; number += 1)
      codes.push((await signIn(`n${number}@acme.test`, 'wrong', attacker)).outcome.code);
    expect(codes.slice(0, 30)).toEqual(Array(30).fill('INVALID_INPUT'));
    expect(codes.slice(30)).toEqual(Array(3).fill('RATE_LIMITED'));
    expect((await signIn(email, PASSWORD, api.from('203.0.113.8'))).outcome.__typename).toBe('SignedIn');
  });

  test('counts the addresses of one IPv6 customer together', async () => {
    const codes = [];
    for (let number = 0; number < 31; number += 1) {
      const attacker = api.from(`2001:db8:1:2:${number.toString(16)}::1`);
      codes.push((await signIn(`n${number}@acme.test`, 'wrong', attacker)).outcome.code);
    }
    expect([codes[29], codes[30]]).toEqual(['INVALID_INPUT', 'RATE_LIMITED']);
    const neighbour = await signIn('n@acme.test', 'wrong', api.from('2001:db8:1:3::1'));
    expect(neighbour.outcome.code).toBe('INVALID_INPUT');
  });

  test('keeps no trace of an attempt that a quiet day has forgiven', async () => {
    await signIn('old@acme.test', 'wrong');
    api.clock.advance({ hours: 25 });
    await signIn('new@acme.test', 'wrong', api.from('203.0.113.9'));
    expect(await db.signInThrottle.count()).toBe(2);
  });

  test('many people signing in from one address do not slow each other', async () => {
    const { email } = await createMember({ withPassword: true });
    for (let number = 0; number < 35; number += 1)
      expect((await signIn(email, PASSWORD)).outcome.__typename).toBe('SignedIn');
  });
});

describe('a session', () => {
  test('ends after 14 days without use, is prolonged by use, and ends after 90 days anyway', async () => {
    const member = await createMember();
    const idle = await createSession(member, api.clock.now());
    const used = await createSession(member, api.clock.now());
    let prolonged = 0;
    for (let day = 0; day < 80; day += 8) {
      api.clock.advance({ days: 8 });
      const { errors, headers } = await api.withCookie(used).execute(VIEWER);
      expect(errors).toEqual([]);
      prolonged += headers.getSetCookie().length;
    }
    expect(prolonged).toBe(10);
    expect(await codesOf(api.withCookie(idle))).toEqual(['UNAUTHENTICATED']);
    api.clock.advance({ days: 9, hours: 23 });
    expect(await codesOf(api.withCookie(used))).toEqual([]);
    api.clock.advance({ hours: 2 });
    expect(await codesOf(api.withCookie(used))).toEqual(['UNAUTHENTICATED']);
    expect(await db.session.count()).toBe(0);
  });

  test('of a deactivated member opens nothing', async () => {
    const member = await createMember();
    const cookie = await createSession(member, api.clock.now());
    await db.member.update({ where: { id: member.id }, data: { status: 'DEACTIVATED' } });
    expect(await codesOf(api.withCookie(cookie))).toEqual(['UNAUTHENTICATED']);
  });

  test.each(['outlay_session=', 'outlay_session=%E0%A4%A', 'outlay_session=guess', 'other=1; outlay_session'])(
    'is not opened by the cookie %j',
    async (cookie) => {
      expect(await codesOf(api.withCookie(cookie))).toEqual(['UNAUTHENTICATED']);
    },
  );

  test.each(['Basic cHJveHk6c2VjcmV0', 'Digest username="x"', 'Negotiate YII='])(
    'is not disturbed by a proxy’s own sign-in (%s)',
    async (authorization) => {
      const member = await createMember();
      const cookie = await createSession(member, api.clock.now());
      const ask = (headers: Record<string, string>) =>
        api.fetch(
          new Request('http://outlay.test/graphql', {
            method: 'POST',
            headers: { cookie, authorization, 'content-type': 'application/json', ...headers },
            body: JSON.stringify({ query: '{ viewer { name } }' }),
          }),
        );
      const own = await ask({ origin: 'http://outlay.test' });
      expect(await own.json()).toEqual({ data: { viewer: { name: member.name } } });
      expect(own.headers.get('cache-control')).toBe('no-store');
      for (const foreign of [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }, {}])
        expect((await ask(foreign as Record<string, string>)).status).toBe(403);
    },
  );

  test('by token beats the cookie', async () => {
    const [one, two] = [await createMember(), await createMember()];
    const token = await createToken({ member: two });
    const request = new Request('http://outlay.test/graphql', {
      method: 'POST',
      headers: {
        cookie: await createSession(one, api.clock.now()),
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    });
    expect(await (await api.fetch(request)).json()).toEqual({ data: { viewer: { name: two.name } } });
  });
});

describe('behind https', () => {
  test('the cookie is Secure and bound to the host', async () => {
    const { sessionCookieName, startSession } = await import('./sessions.ts');
    const member = await createMember();
    const cookies: string[] = [];
    const installation = {
      publicUrl: 'https://outlay.test',
      allowedDomains: [],
      hasGoogleSignIn: false,
      sendMail: undefined,
      inBackground: () => undefined,
    };
    const request = new Request('https://outlay.test/graphql');
    const context = {
      actor: { kind: 'ANONYMOUS' },
      clock: api.clock.now,
      request,
      address: '192.0.2.1',
      installation,
      setCookie: (cookie: string) => void cookies.push(cookie),
    } as const;
    await db.$transaction((tx) => startSession(tx, context, member.id));
    expect(sessionCookieName('https://outlay.test')).toBe('__Host-outlay_session');
    expect(cookies[0]).toMatch(/^__Host-outlay_session=\S+; HttpOnly; Max-Age=1209600; Path=\/; SameSite=Lax; Secure$/);
  });
});
