import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import {
  createAdmin,
  createMember,
  createOrganization,
  createSession,
  createToken,
  PASSWORD,
} from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';

const api = useTestApi(() => createOrganization());

const NEW = 'another four random words';
const run = async (client: TestClient, name: string, type: string, input: object) => {
  const fields = '... on Error { code message ... on InvalidInputError { field } }';
  const { data, errors, headers } = await client.execute(
    `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${fields} } }`,
    { input },
  );
  const outcome = (
    data as Record<string, { __typename: string; code?: string; field?: string; message?: string }> | null
  )?.[name];
  return { outcome, errors, headers };
};
const signIn = async (email: string, password: string) =>
  (await run(api.anonymous, 'signIn', 'SignInInput', { email, password })).outcome?.__typename;
const redeem = (name: 'resetPassword' | 'acceptInvitation', input: object) =>
  run(api.anonymous, name, `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`, input);
const tokenOf = (text: string) => /token=([\w-]+)/.exec(text)?.[1] ?? '';

describe('changing the password', () => {
  test('needs the present one, ends the other sessions and renews this one', async () => {
    const member = await createMember({ withPassword: true });
    const here = await createSession(member, api.clock.now());
    const elsewhere = await createSession(member, api.clock.now());
    const change = (currentPassword: string, newPassword: string) =>
      run(api.withCookie(here), 'changePassword', 'ChangePasswordInput', { currentPassword, newPassword });
    expect((await change('wrong', NEW)).outcome).toMatchObject({ field: 'currentPassword' });
    expect((await change(PASSWORD, 'short')).outcome).toMatchObject({ field: 'newPassword' });
    const { outcome, headers } = await change(PASSWORD, NEW);
    expect(outcome?.__typename).toBe('PasswordChange');
    const renewed = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    for (const [cookie, count] of [
      [here, 1],
      [elsewhere, 1],
      [renewed, 0],
    ] as const)
      expect((await api.withCookie(cookie).execute('{ viewer { name } }')).errors).toHaveLength(count);
    expect(await signIn(member.email, PASSWORD)).toBe('InvalidInputError');
    expect(await signIn(member.email, NEW)).toBe('SignedIn');
  });

  test('is refused to tokens and strangers', async () => {
    const token = await createToken({ member: await createMember(), scopes: ['READ', 'MANAGE'] });
    const input = { currentPassword: PASSWORD, newPassword: NEW };
    for (const [client, code] of [
      [api.withToken(token), 'FORBIDDEN'],
      [api.anonymous, 'UNAUTHENTICATED'],
    ] as const)
      expect((await run(client, 'changePassword', 'ChangePasswordInput', input)).errors).toMatchObject([
        { extensions: { code } },
      ]);
  });
});

describe('resetting the password', () => {
  const request = (email: string) => run(api.anonymous, 'requestPasswordReset', 'RequestPasswordResetInput', { email });

  test('mails a link to an active member only, and answers everybody the same', async () => {
    const member = await createMember({ withPassword: true });
    const gone = await createMember({ status: 'DEACTIVATED' });
    const answers = [];
    for (const email of [member.email.toUpperCase(), gone.email, 'nobody@acme.test'])
      answers.push((await request(email)).outcome);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await api.settled();
    expect(api.mails.map(({ to }) => to)).toEqual([member.email]);
    expect(api.mails[0]?.text).toContain('http://outlay.test/reset-password?token=');
  });

  test('works once, for 24 hours, ends all sessions and signs in', async () => {
    const member = await createMember({ withPassword: true });
    const elsewhere = await createSession(member, api.clock.now());
    await request(member.email);
    await api.settled();
    const token = tokenOf(api.mails[0]?.text ?? '');
    expect((await redeem('resetPassword', { token, password: 'short' })).outcome).toMatchObject({ field: 'password' });
    const { outcome, headers } = await redeem('resetPassword', { token, password: NEW });
    expect(outcome?.__typename).toBe('SignedIn');
    expect(headers.getSetCookie()).toHaveLength(1);
    expect((await api.withCookie(elsewhere).execute('{ viewer { name } }')).errors).toHaveLength(1);
    expect((await redeem('resetPassword', { token, password: NEW })).outcome).toMatchObject({
      field: 'token',
      message: expect.stringContaining('used already'),
    });
    await request(member.email);
    await api.settled();
    api.clock.advance({ hours: 24 });
    const late = await redeem('resetPassword', { token: tokenOf(api.mails[1]?.text ?? ''), password: NEW });
    expect(late.outcome).toMatchObject({ field: 'token', message: expect.stringContaining('expired') });
    expect(await db.accountLink.findFirst({ where: { tokenHash: token } })).toBeNull();
  });

  test('by two at the same moment lets one through', async () => {
    const member = await createMember({ withPassword: true });
    await request(member.email);
    await api.settled();
    const token = tokenOf(api.mails[0]?.text ?? '');
    const both = await Promise.all([
      redeem('resetPassword', { token, password: NEW }),
      redeem('resetPassword', { token, password: NEW }),
    ]);
    expect(both.map(({ outcome }) => outcome?.__typename).sort()).toEqual(['InvalidInputError', 'SignedIn']);
  });

  test('by a link from an administrator; not by an invitation link, a guess, or for the deactivated', async () => {
    const admin = api.as(await createAdmin());
    const member = await createMember();
    const link = async (memberId: string) => {
      const document = `mutation ($id: ID!) { createPasswordResetLink(input: { memberId: $id }) {
        ... on PasswordResetLink { link } ... on Error { code } } }`;
      return (
        await admin.query<{ createPasswordResetLink: { link?: string; code?: string } }>(document, { id: memberId })
      ).createPasswordResetLink;
    };
    const first = await link(`Member:${member.id}`);
    const second = await link(`Member:${member.id}`);
    expect(
      (await redeem('resetPassword', { token: tokenOf(first.link ?? ''), password: NEW })).outcome?.__typename,
    ).toBe('InvalidInputError');
    const token = tokenOf(second.link ?? '');
    expect((await redeem('acceptInvitation', { token, name: 'X', password: NEW })).outcome).toMatchObject({
      field: 'token',
    });
    expect((await redeem('resetPassword', { token: 'guess', password: NEW })).outcome).toMatchObject({
      field: 'token',
    });
    await db.member.update({ where: { id: member.id }, data: { status: 'DEACTIVATED' } });
    expect((await redeem('resetPassword', { token, password: NEW })).outcome).toMatchObject({ field: 'token' });
    expect(await link(`Member:${member.id}`)).toEqual({ code: 'CONFLICT' });
    expect(await link('Member:999')).toEqual({ code: 'NOT_FOUND' });
    expect(await link('12')).toEqual({ code: 'INVALID_INPUT' });
  });
});

describe('an invitation', () => {
  const invite = async (client: TestClient, input: object) => {
    const document = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) {
      ... on Invitation { link isMailed member { id name email status role } } ... on Error { code message } } }`;
    return (
      await client.query<{ inviteMember: { link?: string; code?: string; member?: object; isMailed?: boolean } }>(
        document,
        { input },
      )
    ).inviteMember;
  };

  test('is mailed and handed over, and sets name and password', async () => {
    const admin = api.as(await createAdmin());
    const invitation = await invite(admin, { email: 'Grace.Hopper@elsewhere.test', role: 'ADMIN' });
    expect(invitation).toMatchObject({
      isMailed: true,
      member: { name: 'Grace Hopper', email: 'grace.hopper@elsewhere.test', status: 'INVITED', role: 'ADMIN' },
    });
    await api.settled();
    expect(api.mails).toMatchObject([
      { to: 'grace.hopper@elsewhere.test', text: expect.stringContaining(invitation.link ?? '?') },
    ]);
    const token = tokenOf(invitation.link ?? '');
    const accepted = await redeem('acceptInvitation', { token, name: 'Amazing Grace', password: NEW });
    expect(accepted.outcome?.__typename).toBe('SignedIn');
    expect(await db.member.findUnique({ where: { email: 'grace.hopper@elsewhere.test' } })).toMatchObject({
      name: 'Amazing Grace',
      status: 'ACTIVE',
      role: 'ADMIN',
    });
  });

  test('again replaces the earlier link; of members and the deactivated it is refused', async () => {
    const admin = api.as(await createAdmin());
    const first = await invite(admin, { email: 'grace@acme.test' });
    await invite(admin, { email: 'grace@acme.test' });
    const outdated = await redeem('acceptInvitation', { token: tokenOf(first.link ?? ''), name: 'G', password: NEW });
    expect(outdated.outcome).toMatchObject({ field: 'token' });
    const active = await createMember();
    const gone = await createMember({ status: 'DEACTIVATED' });
    for (const { email } of [active, gone]) expect(await invite(admin, { email })).toMatchObject({ code: 'CONFLICT' });
    expect(await invite(admin, { email: 'nonsense' })).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
