import type { BrowserContext, Page } from '@playwright/test';
import { callGraphQL } from './graphql.ts';

export const admin = { name: 'Ada Admin', email: 'ada@acme.test', password: 'quiet otter climbs slowly' };

type SessionCookie = Awaited<ReturnType<BrowserContext['cookies']>>[number];

const setUp = `mutation ($input: SetUpOrganizationInput!) {
  setUpOrganization(input: $input) { __typename ... on Error { message } }
}`;

/** Creates the organization behind the first-run page's back; returns the administrator's session cookie. */
export async function setUpOrganization(url: string, allowedDomains: readonly string[] = []): Promise<string> {
  const input = {
    organizationName: 'Acme',
    reportingCurrency: 'USD',
    reportingZone: 'UTC',
    allowedDomains,
    ...admin,
  };
  const { errors, cookie } = await callGraphQL(url, setUp, { input });
  if (errors || !cookie) throw new Error(`The organization could not be set up: ${JSON.stringify(errors)}`);
  return cookie;
}

/** What a browser of somebody who is signed in starts with. */
export function signedIn(url: string, cookie: string): { cookies: SessionCookie[]; origins: [] } {
  const [name = '', value = ''] = cookie.split('=');
  const place = { domain: new URL(url).hostname, path: '/', expires: -1 };
  return { cookies: [{ name, value, ...place, httpOnly: true, secure: false, sameSite: 'Lax' }], origins: [] };
}

export async function signIn(page: Page, url: string, person: { email: string; password: string }): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
}

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** Invites somebody of this name on behalf of the administrator and accepts for them. */
export async function addMember(url: string, cookie: string, name: string): Promise<Person> {
  const person = {
    name,
    email: `${name.toLowerCase().replaceAll(/\W+/g, '.')}@acme.test`,
    password: 'nine lamps at sea',
  };
  const invite = await callGraphQL(
    url,
    'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { ... on Invitation { link } } }',
    { input: { email: person.email, name, role: 'MEMBER' } },
    { cookie },
  );
  const [, token] = /token=([\w-]+)/.exec(JSON.stringify(invite.data)) ?? [];
  const accept = await callGraphQL(
    url,
    'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename } }',
    { input: { token, name, password: person.password } },
  );
  if (accept.errors) throw new Error(JSON.stringify(accept.errors));
  return person;
}
