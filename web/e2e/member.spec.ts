import { expect, type Page } from '@playwright/test';
import { test } from './explored.ts';
import { callGraphQL } from './graphql.ts';
import { signIn } from './organization.ts';
import { explore, grid } from './pivot-page.ts';

const password = 'seven lanterns under the bridge';
const view = { rows: ['MEMBER'], columns: ['VENDOR'], period: 'last-30-days' };

/** Exact figures of the row that starts with the name. */
async function rowOf(page: Page, name: string): Promise<(string | null)[]> {
  const row = grid(page).getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row).toHaveCount(1);
  return row.getByRole('gridcell').evaluateAll((cells) => cells.map((one) => one.getAttribute('aria-description')));
}

test('a member signs in and sees the figures that the administrator sees of them, and no others', async ({
  page,
  browser,
  outlay,
}, { project }) => {
  const headers = { cookie: outlay.cookie };
  const asked = '{ members(first: 100) { edges { node { name email status } } } }';
  const { data } = await callGraphQL(outlay.url, asked, {}, headers);
  const { members } = data as { members: { edges: { node: { name: string; email: string; status: string } }[] } };
  const member = members.edges.map(({ node }) => node).find(({ status }) => status === 'UNCLAIMED');
  if (!member) throw new Error('Nobody is left who has not signed in.');

  await explore(page, view);
  const theirs = await rowOf(page, member.name);
  expect(theirs.at(-1)).toMatch(/USD/);
  const invite =
    'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { __typename ... on Invitation { link } } }';
  const invited = await callGraphQL(outlay.url, invite, { input: { email: member.email } }, headers);
  const { inviteMember } = invited.data as { inviteMember: { link: string } };

  const { viewport, isMobile = false, hasTouch = false } = project.use;
  const own = await browser.newContext({
    viewport: viewport ?? null,
    isMobile,
    hasTouch,
    baseURL: outlay.url,
    storageState: { cookies: [], origins: [] },
  });
  const signedOut = await own.newPage();
  await signedOut.goto(inviteMember.link);
  await signedOut.getByLabel('Your name').fill(member.name);
  await signedOut.getByLabel('Password', { exact: true }).fill(password);
  await signedOut.getByRole('button', { name: 'Create account' }).click();
  await expect(signedOut.getByRole('heading', { name: 'My spend' })).toBeVisible();
  await own.clearCookies();
  await signIn(signedOut, outlay.url, { email: member.email, password });

  await explore(signedOut, view);
  expect(await rowOf(signedOut, member.name)).toEqual(theirs);
  expect(await rowOf(signedOut, 'Total')).toEqual(theirs);
  await expect(grid(signedOut).locator('tbody tr')).toHaveCount(1);

  await signedOut.goto(`/my/spend?period=${view.period}`);
  const spend = signedOut.getByText('Spend', { exact: true }).locator('..');
  await spend.locator('.numeric').hover();
  await expect(signedOut.getByRole('tooltip')).toHaveText(theirs.at(-1) ?? '');
  await own.close();
});
