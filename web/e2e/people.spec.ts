import { expect, test } from '@playwright/test';
import { admin, setUpOrganization, signedIn } from './organization.ts';
import { useOutlay } from './outlay-server.ts';

const outlay = useOutlay();
let cookie = '';
test.beforeAll(async () => {
  cookie = await setUpOrganization(outlay.url);
});
test.beforeEach(async ({ context }) => {
  await context.addCookies(signedIn(outlay.url, cookie).cookies);
});

test('a team gets a cost centre and a member from a day on', async ({ page }, { project }) => {
  const team = `Platform ${project.name}`;
  await page.goto(`${outlay.url}/teams`);
  await page.getByRole('button', { name: 'New team' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(team);
  await page.getByLabel('Cost centre').fill('CC-100');
  await page.getByRole('button', { name: 'Create team' }).click();
  await page.getByRole('link', { name: team }).click();
  await expect(page.getByText('Cost centre CC-100')).toBeVisible();
  await page.getByRole('button', { name: 'Add members' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Members' }).click();
  await page.getByRole('option', { name: admin.name }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'From' }).fill('Nov 2, 2026');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('row', { name: new RegExp(`${admin.name}.*Nov 2, 2026`) })).toBeVisible();
});

test('a name that is taken is refused on its field, and nothing typed is lost', async ({ page }, { project }) => {
  const name = `Checkout ${project.name}`;
  await page.goto(`${outlay.url}/projects?dialog=new`);
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByRole('cell', { name, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByText(`A project named "${name}" exists already.`)).toBeVisible();
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue(name);
});

test('an archived agent leaves the list and comes back', async ({ page }, { project }) => {
  const name = `Reviewer ${project.name}`;
  await page.goto(`${outlay.url}/agents?dialog=new`);
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create agent' }).click();
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Archive…' }).click();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await expect(page.getByRole('link', { name })).toBeHidden();
  await page.goto(`${outlay.url}/agents?show=archived`);
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Restore…' }).click();
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.goto(`${outlay.url}/agents`);
  await expect(page.getByRole('link', { name })).toBeVisible();
});

test('a list keeps its search and order in the URL', async ({ page }) => {
  await page.goto(`${outlay.url}/members`);
  await page.getByRole('searchbox', { name: 'Search members' }).fill('nobody of this name');
  await expect(page.getByRole('heading', { name: 'No members match' })).toBeVisible();
  await expect(page).toHaveURL(/q=nobody/);
  await page.goto(`${outlay.url}/members?q=ada&sort=-name`);
  await expect(page.getByRole('searchbox', { name: 'Search members' })).toHaveValue('ada');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending');
});

test('the command palette opens pages by keyboard', async ({ page }) => {
  await page.goto(`${outlay.url}/members`);
  await expect(page.getByRole('heading', { name: 'Members', exact: true })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Go to a page or run an action').fill('projects');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/projects/);
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
});

test('the organization gets another name, zone and domain, and a wrong one is refused on its field', async ({ page }, {
  project,
}) => {
  const name = `Acme ${project.name}`;
  await page.goto(`${outlay.url}/settings/organization`);
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('combobox', { name: 'Reporting time zone' }).fill('Berlin');
  await page.getByRole('option', { name: 'Europe/Berlin' }).click();
  const domains = page.getByRole('combobox', { name: 'Email domains' });
  await domains.fill('not_a_domain');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Write it like example.com.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(name);
  await domains.press('Backspace');
  await domains.fill('acme.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The organization is saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(name);
  await expect(page.getByRole('combobox', { name: 'Reporting time zone' })).toHaveValue('Europe/Berlin');
  await expect(page.getByText('acme.example')).toBeVisible();
  await page.goto(`${outlay.url}/settings/audit?action=changeOrganization`);
  await expect(page.getByRole('cell', { name: 'changeOrganization' }).first()).toBeVisible();
});
