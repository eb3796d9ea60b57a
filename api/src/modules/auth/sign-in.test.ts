import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import {
  createAdmin,
  createMember,
  createOrganization,
  createSession,
  createToken,
  PASSWORD,
} from '../../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
}, 60_000);
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  await createOrganization();
});

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { __typename ... on SignedIn { memberId name role } ... on Error { code message } }
}`;
const VIEWER = '{ viewer { id name email role status team { name } } }';

const signIn = (client: TestClient, email: string, password: string) =>
  client.execute(SIGN_IN, { input: { email, password } });

const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(';')[0] ?? '';

describe('signing in', () => {
  test('starts a session in a guarded cookie; only its hash is stored', async () => {
    const member = await createMember({ withPassword: true });
    const { data, headers } = await signIn(api.anonymous, member.email.toUpperCase(), PASSWORD);
    expect(data).toEqual({
      signIn: { __typename: 'SignedIn', memberId: `Member:${member.id}`, name: member.name, role: 'MEMBER' },
    });
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/^outlay_session=\S+; HttpOnly; Max-Age=1209600; Path=\/; SameSite=Lax$/);
    const viewer = await api.withCookie(cookieOf(headers)).query<{ viewer: { email: string } }>(VIEWER);
    expect(viewer.viewer.email).toBe(member.email);
    const [session] = await db.session.findMany();
    expect(cookie).not.toContain(session?.id);
    expect(await db.auditEvent.findMany({ select: { action: true, subjectId: true } })).toEqual([
      { action: 'signIn', subjectId: String(member.id) },
    ]);
  });
});
