import { expect, type Page, test } from '@playwright/test';
import { ALERT_WITHIN_MS, useBudgets } from './budgeted.ts';
import { addMember, admin } from './organization.ts';

const given = useBudgets();
const bell = (page: Page) => page.getByRole('button', { name: /^Alerts \d+ open$/ }).filter({ visible: true });

test('an administrator creates a budget, spend rises, the alert arrives live and is acknowledged', async ({
  browser,
}, info) => {
  const name = `Platform ${info.project.name}`;
  const teamId = await given.createTeam(name);
  const page = await given.open(browser, info, admin);

  await test.step('a wrong field is named', async () => {
    await page.goto('/budgets');
    await page.getByRole('button', { name: 'New budget' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(`${name} month`);
    await dialog.getByRole('combobox', { name: 'About' }).click();
    await page.getByRole('option', { name: 'Team', exact: true }).click();
    await dialog.getByLabel('Limit, USD').fill('0');
    await dialog.getByRole('button', { name: 'Create budget' }).click();
    await expect(dialog.getByText('Write a number above 0, such as 500.')).toBeVisible();
    await expect(dialog.getByText('Choose whom or what it is about.')).toBeVisible();
  });

  await test.step('it is created', async () => {
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Team' }).fill(name);
    await page.getByRole('option', { name }).click();
    await dialog.getByLabel('Limit, USD').fill('$100');
    await dialog.getByRole('button', { name: 'Create budget' }).click();
    await expect(dialog).toBeHidden();
    const row = page.getByRole('row', { name: new RegExp(`${name} month`) });
    await expect(row.getByText('$100.00').filter({ visible: true }).first()).toBeVisible();
    await expect(row.getByRole('img', { name: /0% of the limit; thresholds 50, 80, and 100%/ })).toBeVisible();
  });

  await test.step('spend rises, and the alert arrives without a reload', async () => {
    await given.spend(teamId, '85');
    const told = page.getByRole('status').filter({ hasText: /Warning|Info|new alerts/ });
    await expect(told.first()).toBeVisible({ timeout: ALERT_WITHIN_MS });
    await expect(bell(page)).not.toHaveAccessibleName('Alerts 0 open');
    const row = page.getByRole('row', { name: new RegExp(`${name} month`) });
    await expect(row.getByText('$15.00')).toBeVisible();
    await expect(row.getByRole('img', { name: /85% of the limit/ })).toBeVisible();
  });

  await test.step('it is acknowledged in the drawer', async () => {
    await bell(page).click();
    const drawer = page.getByRole('dialog', { name: 'Open alerts' });
    const card = drawer.getByRole('listitem').filter({ hasText: `has reached 80 %` }).filter({ hasText: name });
    await card.getByRole('button', { name: /^Acknowledge/ }).click();
    await expect(card).toBeHidden();
    const other = drawer.getByRole('listitem').filter({ hasText: `has reached 50 %` }).filter({ hasText: name });
    await other.getByRole('button', { name: /^Snooze/ }).click();
    await page.getByRole('menuitem', { name: 'For a day' }).click();
    await expect(other).toBeHidden();
  });

  await test.step('its page shows the window, the alerts and their history', async () => {
    await page.goto('/budgets');
    await page.getByRole('link', { name: `${name} month` }).click();
    await expect(page.getByRole('heading', { name: `${name} month`, level: 1 })).toBeVisible();
    await expect(page.getByRole('img', { name: new RegExp(`What is left of ${name} month`) })).toBeVisible();
    const left = page.getByRole('region', { name: 'What is left by day' });
    await expect(left.getByText('$85.00')).toBeVisible();
    const card = page.getByRole('listitem').filter({ hasText: 'has reached 80 %' });
    await expect(card.getByText(`Acknowledged by ${admin.name}`)).toBeVisible();
    await card.getByRole('button', { name: /^Evidence and history/ }).click();
    await expect(card.getByText('Raised', { exact: true })).toBeVisible();
  });

  await test.step('an alert links to the pivot with the same figure', async () => {
    const card = page.getByRole('listitem').filter({ hasText: 'has reached 80 %' });
    await card.getByRole('link', { name: 'Show the figures' }).click();
    await expect(page).toHaveURL(/\/explore\?/);
    await expect(page.getByRole('treegrid').getByText('$85.00').first()).toBeVisible();
  });

  await test.step('another limit is kept in the history', async () => {
    await page.goto('/budgets');
    await page.getByRole('link', { name: `${name} month` }).click();
    await page.getByRole('button', { name: 'Change' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Limit, USD').fill('200');
    await dialog.getByLabel('Why it changes').fill('A larger team');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('region', { name: 'Limits' }).getByText('A larger team')).toBeVisible();
  });
});

test('a member asks for more, an administrator declines once and approves once', async ({ browser }, info) => {
  const grace = await addMember(given.outlay.url, given.cookie, `Grace ${info.project.name}`);
  const { members } = await given.call<{ members: { edges: { node: { id: string; name: string } }[] } }>(
    '{ members(first: 100) { edges { node { id name } } } }',
  );
  const memberId = members.edges.find(({ node }) => node.name === grace.name)?.node.id;
  const budget = `Budget of ${grace.name}`;
  await given.createBudget({ name: budget, limit: '100', subject: { scope: 'MEMBER', id: memberId } });
  const other = await given.createBudget({
    name: `Others ${info.project.name}`,
    limit: '7',
    subject: { scope: 'MEMBER', id: 'Member:1' },
  });
  const member = await given.open(browser, info, grace);
  const page = await given.open(browser, info, admin);

  const ask = async (limit: string, reason: string) => {
    await member.goto('/my/spend');
    await member.getByRole('button', { name: `Ask for more of ${budget}` }).click();
    const dialog = member.getByRole('dialog');
    await dialog.getByLabel('New limit').fill(limit);
    await dialog.getByLabel('What it is needed for').fill(reason);
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  };
  const decide = async () => {
    await page.goto('/budgets');
    await page.getByRole('button', { name: `Decide the request of ${grace.name}` }).click();
    return page.getByRole('dialog');
  };

  await test.step('less than there is, is refused at its field', async () => {
    await ask('50', 'Typo');
    await expect(member.getByRole('dialog').getByLabel('New limit')).toHaveAttribute('aria-invalid', 'true');
  });

  await test.step('the first request is declined, which needs a reason', async () => {
    await ask('900', 'A model comparison');
    await expect(member.getByText('Asked for more')).toBeVisible();
    await page.goto('/explore');
    await bell(page).click();
    const drawer = page.getByRole('dialog', { name: 'Open alerts' });
    const asked = drawer
      .getByRole('listitem')
      .filter({ hasText: `${grace.name} asks for 900.00 USD instead of 100.00` });
    await asked.getByRole('link', { name: 'Show it' }).click();
    await expect(page.getByRole('heading', { name: budget, level: 1 })).toBeVisible();
    const dialog = await decide();
    await dialog.getByRole('button', { name: 'Decline' }).click();
    await expect(dialog.getByText('Say why it is declined.')).toBeVisible();
    await dialog.getByLabel('Note').fill('Too much for one month');
    await dialog.getByRole('button', { name: 'Decline' }).click();
    await expect(dialog).toBeHidden();
    await bell(page).click();
    await expect(asked).toBeHidden();
    await member.goto('/my/spend');
    await expect(member.getByText(/Declined .*Too much for one month/)).toBeVisible();
  });

  await test.step('the second one is approved', async () => {
    await ask('250', 'The smaller comparison');
    const dialog = await decide();
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the member has more, and reads what was said', async () => {
    await member.goto('/my/spend');
    const row = member.getByRole('row', { name: new RegExp(budget) });
    await expect(row.getByText('$250.00').first()).toBeVisible();
    await row.getByRole('link', { name: budget }).click();
    const requests = member.getByRole('region', { name: 'Requests for more' }).last();
    await expect(requests.getByText(/Too much for one month/)).toBeVisible();
    await expect(requests.getByText('Approved')).toBeVisible();
    await expect(member.getByRole('button', { name: 'Change' })).toBeHidden();
  });

  await test.step('what does not concern the member is not there, and pages of administrators say so', async () => {
    await member.goto(`/budgets/${other}`);
    await expect(member.getByRole('heading', { name: 'There is no such budget' })).toBeVisible();
    await member.goto('/budgets');
    await expect(member.getByRole('heading', { name: 'This page is for administrators' })).toBeVisible();
  });

  await test.step('mail is a choice of one’s own', async () => {
    await member.goto('/my/notifications');
    const weekly = member.getByRole('switch', { name: 'A summary each week' });
    await expect(weekly).toBeChecked();
    await weekly.click({ force: true });
    await expect(weekly).not.toBeChecked();
    await member.reload();
    await expect(weekly).not.toBeChecked();
  });
});
