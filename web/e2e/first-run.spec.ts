import { expect, test } from '@playwright/test';
import { violations } from './accessibility.ts';
import { callGraphQL } from './graphql.ts';
import { admin, signIn } from './organization.ts';
import { useOutlay } from './outlay-server.ts';

test.describe.configure({ mode: 'serial' });

const outlay = useOutlay();
const grace = { name: 'Grace Hopper', email: 'grace@acme.test', password: 'seven lanterns under the bridge' };

test('from the first run to a member who sees their own spend, and leaves', async ({ page, browser }) => {
  test.setTimeout(180_000);
  let invitation = '';

  await test.step('the first visitor creates the organization', async () => {
    await page.goto(outlay.url);
    await expect(page.getByRole('heading', { name: 'Set up Outlay' })).toBeVisible();
    expect.soft(await violations(page)).toEqual([]);
    await page.getByLabel('Name', { exact: true }).fill('Acme');
    await page.getByLabel('Your name').fill(admin.name);
    await page.getByLabel('Email', { exact: true }).fill(admin.email);
    await page.getByLabel('Password', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Create organization' }).click();
    await expect(page.getByText('Is one of the commonest passwords.')).toBeVisible();
    await expect(page.getByLabel('Your name')).toHaveValue(admin.name);
    await page.getByLabel('Password', { exact: true }).fill(admin.password);
    await page.getByRole('button', { name: 'Create organization' }).click();
    await page.waitForURL(({ pathname }) => pathname !== '/set-up');
    await page.goto(`${outlay.url}/members`);
    await expect(page.getByRole('cell', { name: admin.name, exact: true })).toBeVisible();
  });

  await test.step('set-up is over', async () => {
    await page.goto(`${outlay.url}/set-up`);
    await expect(page).not.toHaveURL(/set-up/);
  });

  await test.step('the administrator invites a member', async () => {
    await page.goto(`${outlay.url}/members`);
    await page.getByRole('button', { name: 'Invite member' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite a member' });
    await dialog.getByLabel('Email').fill(grace.email);
    await dialog.getByLabel('Name').fill(grace.name);
    await dialog.getByRole('button', { name: 'Create invitation' }).click();
    invitation = (await dialog.getByRole('code').textContent()) ?? '';
    expect(invitation).toContain('/accept-invitation?token=');
    await dialog.getByRole('button', { name: 'Done' }).click();
    const row = page.getByRole('row', { name: new RegExp(grace.name) });
    await expect(row.getByText('Invited')).toBeVisible();
  });

  const theirs = await browser.newContext();
  const member = await theirs.newPage();

  await test.step('the member accepts and sees only what is theirs', async () => {
    await member.goto(invitation);
    await member.getByLabel('Your name').fill(grace.name);
    await member.getByLabel('Password', { exact: true }).fill(grace.password);
    await member.getByRole('button', { name: 'Create account' }).click();
    await expect(member.getByRole('heading', { name: 'My spend' })).toBeVisible();
    await member.goto(`${outlay.url}/members`);
    await expect(member.getByRole('heading', { name: 'This page is for administrators' })).toBeVisible();
    await member.goto(`${outlay.url}/settings/audit`);
    await expect(member.getByRole('heading', { name: 'This page is for administrators' })).toBeVisible();
  });

  await test.step('the invitation works once', async () => {
    const other = await (await browser.newContext()).newPage();
    await other.goto(invitation);
    await other.getByLabel('Your name').fill('Mallory');
    await other.getByLabel('Password', { exact: true }).fill('an entirely other password');
    await other.getByRole('button', { name: 'Create account' }).click();
    await expect(other.getByRole('alert')).toContainText('has been used already');
    await other.context().close();
  });

  await test.step('the administrator deactivates the member, who is out at once', async () => {
    await page.reload();
    await page.getByRole('button', { name: `Actions for ${grace.name}` }).click();
    await page.getByRole('menuitem', { name: 'Deactivate…' }).click();
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    await expect(page.getByRole('cell', { name: grace.name, exact: true })).toBeHidden();
    await member.goto(`${outlay.url}/my/spend`);
    await expect(member).toHaveURL(/\/sign-in\?next=/);
    await member.getByLabel('Email').fill(grace.email);
    await member.getByLabel('Password', { exact: true }).fill(grace.password);
    await member.getByRole('button', { name: 'Sign in' }).click();
    await expect(member.getByText('The email address or the password is wrong.')).toBeVisible();
    await theirs.close();
  });

  await test.step('the last administrator cannot be deactivated', async () => {
    await page.getByRole('button', { name: `Actions for ${admin.name}` }).click();
    await page.getByRole('menuitem', { name: 'Deactivate…' }).click();
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(/administrator/i);
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('signing out ends the session, and signing in leads back', async () => {
    await page.context().clearCookies();
    await page.goto(`${outlay.url}/settings/audit?action=deactivateMember`);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel('Email').fill(admin.email);
    await page.getByLabel('Password', { exact: true }).fill(admin.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/settings\/audit\?action=deactivateMember/);
    await expect(page.getByRole('cell', { name: 'deactivateMember' })).toBeVisible();
  });
});

test('a token made in the browser works in a script until it is revoked', async ({ page }) => {
  await signIn(page, outlay.url, admin);
  await page.goto(`${outlay.url}/my/tokens`);
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Monthly report');
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = (await page.getByRole('dialog').getByRole('code').textContent()) ?? '';
  await page.getByRole('button', { name: 'Done' }).click();
  const authorization = { authorization: `Bearer ${token}` };

  const { data } = await callGraphQL(outlay.url, '{ viewer { email } }', {}, authorization);
  expect(data).toEqual({ viewer: { email: admin.email } });

  await page
    .getByRole('row', { name: /Monthly report/ })
    .getByRole('button', { name: 'Revoke…' })
    .click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByRole('row', { name: /Monthly report/ }).getByText('Revoked')).toBeVisible();
  const { errors } = await callGraphQL(outlay.url, '{ viewer { email } }', {}, authorization);
  expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});

test('the set-up page begins with what this server hands out', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: outlay.url });
  await signIn(page, outlay.url, admin);
  await page.goto(`${outlay.url}/my/tokens`);
  const address = `${outlay.url}/client/outlay.tgz`;
  for (const [tool, line] of [
    ['Session files', `npm install --global ${address}`],
    ['Your code', `npm install ${address}`],
  ] as const) {
    await page.getByRole('tab', { name: tool }).click();
    const panel = page.getByRole('tabpanel', { name: tool });
    await expect(panel.locator('pre').first()).toHaveText(line);
    await panel.getByRole('button', { name: 'Copy installation' }).click();
    await expect(panel.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line);
  }
  const handedOut = await page.request.get(address);
  expect([handedOut.status(), handedOut.headers()['content-type']]).toEqual([200, 'application/gzip']);
});
