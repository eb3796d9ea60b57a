import { expect, type Locator, type Page, test } from '@playwright/test';
import { callGraphQL } from './graphql.ts';
import { setUpOrganization, signedIn } from './organization.ts';
import { type OutlayServer, startOutlay } from './outlay-server.ts';
import { type Simulator, startSimulator, stopSimulator } from './simulator.ts';

const syncWithinMs = 120_000;

let simulator: Simulator;
let server: OutlayServer;
let cookie: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  simulator = await startSimulator(9);
  server = await startOutlay({ ALLOW_PRIVATE_NETWORK: 'true' });
  cookie = await setUpOrganization(server.url);
});
test.afterAll(async () => {
  await server?.close();
  if (simulator) await stopSimulator(simulator);
});
test.beforeEach(async ({ context }) => {
  await context.addCookies(signedIn(server.url, cookie).cookies);
});

async function openConnection(page: Page): Promise<void> {
  await page.goto(`${server.url}/integrations`);
  await page.getByRole('link', { name: 'Research account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Research account' })).toBeVisible();
}

const daysAgo = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString().slice(0, 10);

async function nameIn(row: Locator): Promise<string> {
  return (await row.getByRole('cell').first().locator('span').first().textContent()) ?? '';
}

test('a wrong key is answered beside the field; the right one is checked, connected and read', async ({ page }) => {
  const { adminKey, baseUrl } = simulator.accounts.anthropic;
  await page.goto(`${server.url}/integrations`);
  await expect(page.getByRole('heading', { name: 'Connect your first vendor' })).toBeVisible();
  await page.getByRole('link', { name: 'Choose a vendor' }).click();
  await page.getByRole('radio', { name: /Anthropic/ }).click();
  await expect(page).toHaveURL(/vendor=anthropic/);

  const key = page.getByRole('textbox', { name: 'Admin API key' });
  await page.getByRole('button', { name: 'Use another address' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill(baseUrl);
  await key.fill(adminKey.replace('admin01', 'api03'));
  await page.getByRole('button', { name: 'Check key' }).click();
  await expect(page.getByText('This is an ordinary API key for calling models.')).toBeVisible();
  await expect(key).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeHidden();

  await key.fill(adminKey);
  await page.getByRole('button', { name: 'Check key' }).click();
  await expect(page.getByText(/Anthropic accepts the key/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Research account');
  await page.getByRole('textbox', { name: 'Read history from' }).fill(daysAgo(4));
  await page.getByRole('button', { name: 'Connect', exact: true }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Research account' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Under way' }).getByRole('progressbar').first()).toBeVisible();
  // State lives in the API: the progress is there again after a reload, and ends by itself.
  await page.reload();
  const history = page.getByRole('table', { name: 'Sync history' });
  await expect(history.getByRole('row', { name: /Sync.*Succeeded/ })).toBeVisible({ timeout: syncWithinMs });
  await expect(history.getByRole('row', { name: /Backfill to.*Succeeded/ })).toBeVisible({ timeout: syncWithinMs });
  await expect(page.getByRole('region', { name: 'Under way' })).toBeHidden();

  await page.goto(`${server.url}/integrations`);
  await expect(page.getByRole('row', { name: /Research account.*OK/ })).toBeVisible();
});

test('a key that is connected already is refused beside the field', async ({ page }) => {
  const { adminKey, baseUrl } = simulator.accounts.anthropic;
  await page.goto(`${server.url}/integrations/connect?vendor=anthropic`);
  await page.getByRole('textbox', { name: 'Admin API key' }).fill(adminKey);
  await page.getByRole('button', { name: 'Use another address' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill(baseUrl);
  await page.getByRole('button', { name: 'Check key' }).click();
  await expect(page.getByText('connected already, as "Research account"')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Admin API key' })).toHaveAttribute('aria-invalid', 'true');
});

test('sync now adds a run, and its parts can be read', async ({ page }) => {
  await openConnection(page);
  const rows = page.getByRole('table', { name: 'Sync history' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(rows).toHaveCount(4, { timeout: syncWithinMs });
  await expect(rows.nth(1)).toContainText('Succeeded', { timeout: syncWithinMs });
  await rows.nth(1).getByRole('button', { name: 'Sync' }).click();
  await expect(page).toHaveURL(/run=/);
  const parts = page.getByRole('table', { name: 'Streams of this run' });
  await expect(parts.getByRole('row', { name: /Cost report.*Succeeded/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(parts).toBeHidden();
});

test('progress goes on when the stream of events is broken', async ({ page }) => {
  await page.route('**/graphql', (route) =>
    route.request().headers().accept?.includes('text/event-stream') &&
    route.request().postData()?.includes('subscription')
      ? route.abort()
      : route.fallback(),
  );
  await openConnection(page);
  const rows = page.getByRole('table', { name: 'Sync history' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(rows).toHaveCount(5, { timeout: syncWithinMs });
  await expect(rows.nth(1)).toContainText('Succeeded', { timeout: syncWithinMs });
  await expect(page.getByRole('region', { name: 'Under way' })).toBeHidden();
});

test('a backfill reads further back', async ({ page }) => {
  await openConnection(page);
  await page.getByRole('button', { name: 'Actions for Research account' }).click();
  await page.getByRole('menuitem', { name: 'Backfill…' }).click();
  await page.getByRole('dialog').getByText('30 days', { exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('radio', { name: '30 days' })).toBeChecked();
  const firstDay = page.getByRole('textbox', { name: 'First day to read' });
  await firstDay.fill(daysAgo(7));
  // The calendar that opens beside the field covers the button on a phone.
  await firstDay.press('Tab');
  await page.getByRole('button', { name: 'Start backfill' }).click();
  await expect(page.getByText('newest days first')).toBeVisible();
  const history = page.getByRole('table', { name: 'Sync history' });
  await expect(history.getByRole('row', { name: /Backfill to.*Succeeded/ })).toHaveCount(2, { timeout: syncWithinMs });
});

test('a schedule shows its next times, refuses what never comes, and pauses', async ({ page }) => {
  await openConnection(page);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect(page).toHaveURL(/view=settings/);
  await page.getByRole('combobox', { name: 'Schedule' }).click();
  await page.getByRole('option', { name: 'Other times…' }).click();
  const cron = page.getByRole('textbox', { name: 'Cron expression' });
  await cron.fill('0 0 30 2 *');
  await expect(page.getByText('These times never come.')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('is not a schedule that ever comes')).toBeVisible();
  await cron.fill('30 4 * * *');
  await expect(page.getByText(/Next: .*04:30/)).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The settings are saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Pause schedule' }).click();
  await expect(page.getByRole('button', { name: 'Resume schedule' })).toBeVisible();
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByText('No scheduled runs until it is resumed.')).toBeVisible();
});

test('an identity is mapped by one click on a suggestion, leaves the inbox, and comes back by undo', async ({
  page,
}) => {
  await page.goto(`${server.url}/integrations/identities`);
  const table = page.getByRole('table', { name: 'identities' });
  const user = table.getByRole('row').filter({ hasText: 'User ·' }).first();
  const name = await nameIn(user);
  const invite = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { __typename } }';
  const input = { name, email: 'somebody@acme.test', role: 'MEMBER' };
  await callGraphQL(server.url, invite, { input }, { cookie });

  await page.reload();
  await table.getByRole('button', { name: `Map ${name} to ${name}` }).click();
  const mapped = page.getByRole('status', { name: 'Mapped just now' });
  await expect(mapped).toContainText(`${name} is now ${name}.`);
  await expect(table.getByRole('button', { name: `Map ${name}`, exact: true })).toBeHidden();
  await expect(mapped).toContainText('All figures follow.', { timeout: syncWithinMs });
  await mapped.getByRole('button', { name: 'Undo' }).click();
  const suggestion = table.getByRole('button', { name: `Map ${name} to ${name}` });
  await expect(suggestion).toBeVisible({ timeout: syncWithinMs });
  await suggestion.click();
  await expect(mapped).toContainText('All figures follow.', { timeout: syncWithinMs });

  await page.goto(`${server.url}/integrations/identities?show=mapped`);
  await expect(table.getByRole('row', { name: new RegExp(`${name}.*${name}`) })).toBeVisible();
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Unmap…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unmap' }).click();
  await expect(table.getByRole('row', { name: new RegExp(`${name}.*${name}`) })).toBeHidden();
});

test('an identity is mapped in the dialog from a day on, and another is set aside', async ({ page }) => {
  await page.goto(`${server.url}/integrations/identities`);
  const table = page.getByRole('table', { name: 'identities' });
  const key = table.getByRole('row').filter({ hasText: 'API key ·' }).first();
  const name = await nameIn(key);
  await table.getByRole('button', { name: `Map ${name}`, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Who is ${name}?` });
  await dialog.getByRole('button', { name: 'Map', exact: true }).click();
  await expect(dialog.getByText('Choose a member, an agent or a project.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Member' }).fill('ada');
  await page.getByRole('option', { name: /Ada Admin/ }).click();
  await dialog.getByRole('button', { name: 'Map', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Mapped just now' })).toContainText(`${name} is now Ada Admin`);

  const next = table.getByRole('row').filter({ hasText: 'API key ·' }).first();
  const other = await nameIn(next);
  await table.getByRole('button', { name: `Actions for ${other}` }).click();
  await page.getByRole('menuitem', { name: 'Set aside' }).click();
  await expect(table.getByText(other, { exact: true })).toBeHidden();
  await page.goto(`${server.url}/integrations/identities?show=ignored`);
  await table.getByRole('button', { name: 'Back to the inbox' }).first().click();
  await expect(page.getByText(`${other} is back in the inbox.`)).toBeVisible();
});

test('a disconnected account keeps its history and is connected again by its key', async ({ page }) => {
  await openConnection(page);
  await page.getByRole('button', { name: 'Actions for Research account' }).click();
  await page.getByRole('menuitem', { name: 'Disconnect…' }).click();
  await expect(page.getByRole('dialog')).toContainText('stay in every report');
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByText('Its key is forgotten; what was read stays.')).toBeVisible();
  await expect(
    page
      .getByRole('table', { name: 'Sync history' })
      .getByRole('row', { name: /Succeeded/ })
      .first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Research account' }).click();
  await page.getByRole('menuitem', { name: 'Connect again…' }).click();
  await page.getByRole('dialog').getByLabel('Admin API key').fill(simulator.accounts.anthropic.adminKey);
  await page.getByRole('button', { name: 'Check and connect' }).click();
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeVisible();
});
