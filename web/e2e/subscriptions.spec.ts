import { expect, type Page, test } from '@playwright/test';
import { admin, addMember as join, setUpOrganization, signIn } from './organization.ts';
import { useOutlay } from './outlay-server.ts';

const outlay = useOutlay();
let cookie = '';
test.beforeAll(async () => {
  cookie = await setUpOrganization(outlay.url);
});

const addMember = (name: string) => join(outlay.url, cookie, name);

async function choose(page: Page, label: string, search: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(search);
  await page.getByRole('option', { name: option }).click();
}

/** The first day of a date field, typed as people do. */
async function fillDay(page: Page, label: string, day: string): Promise<void> {
  await page.getByRole('dialog').getByRole('textbox', { name: label }).fill(day);
  await page.keyboard.press('Tab');
}

test('a member adds Claude Max, sees it in My spend, and an administrator hands it over', async ({ browser }, {
  project,
}) => {
  const grace = await addMember(`Grace ${project.name}`);
  const linus = await addMember(`Linus ${project.name}`);
  const member = await (await browser.newContext()).newPage();
  await signIn(member, outlay.url, grace);

  await test.step('the price of the plan is filled in', async () => {
    await member.goto(`${outlay.url}/my/subscriptions`);
    await expect(member.getByRole('heading', { name: 'No subscriptions yet' })).toBeVisible();
    await member.getByRole('button', { name: 'Add a subscription' }).click();
    await choose(member, 'Plan', 'anthropic', /Claude Max 5x/);
    await expect(member.getByRole('textbox', { name: 'Price per seat' })).toHaveValue('100');
    await expect(member.getByRole('dialog').getByText(/^\$100\.00 \/ month\. 1 charge/)).toBeVisible();
    await member.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(member.getByText('Claude Max 5x was added.')).toBeVisible();
    const row = member.getByRole('row', { name: /Claude Max 5x/ });
    await expect(row.getByText('$100.00').last()).toBeVisible();
    await expect(row.getByText('Active')).toBeVisible();
  });

  await test.step('My spend shows it as fixed cost', async () => {
    await member.goto(`${outlay.url}/my/spend`);
    const fixed = member.locator('dl > div').filter({ hasText: 'Fixed' });
    await expect(fixed.getByText('$100.00').first()).toBeVisible();
  });

  const page = await (await browser.newContext()).newPage();
  await signIn(page, outlay.url, admin);
  await test.step('the administrator finds it and hands it over', async () => {
    await page.goto(`${outlay.url}/subscriptions?q=${encodeURIComponent(grace.name)}`);
    await page.getByRole('link', { name: 'Claude Max 5x' }).click();
    await expect(page.getByRole('heading', { name: 'Claude Max 5x', level: 1 })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Posted entries' }).getByText('$100.00')).toBeVisible();
    await page.getByRole('button', { name: 'Actions for Claude Max 5x' }).click();
    await page.getByRole('menuitem', { name: 'Hand over…' }).click();
    await page.getByRole('button', { name: 'Hand over', exact: true }).click();
    await expect(page.getByText('Choose a member.')).toBeVisible();
    await choose(page, 'New owner', linus.name, new RegExp(linus.name));
    await page.getByRole('button', { name: 'Hand over', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Owners' }).getByText(linus.name)).toBeVisible();
  });

  await test.step('it is the new owner’s to see, and no longer the former one’s', async () => {
    await member.goto(page.url());
    await expect(member.getByRole('heading', { name: 'There is no such subscription' })).toBeVisible();
    const theirs = await (await browser.newContext()).newPage();
    await signIn(theirs, outlay.url, linus);
    await theirs.goto(`${outlay.url}/my/subscriptions`);
    await expect(theirs.getByRole('link', { name: 'Claude Max 5x' })).toBeVisible();
  });
});

test('what is refused says so at its field, and nothing typed is lost', async ({ page }, { project }) => {
  const name = `Perplexity ${project.name}`;
  await signIn(page, outlay.url, admin);
  await page.goto(`${outlay.url}/my/subscriptions?dialog=new`);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Something else').click();
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Paid to').fill('Perplexity');
  await dialog.getByLabel('Price per seat').fill('-5');
  await dialog.getByLabel('Seats').fill('-2');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText('A price is never negative.')).toBeVisible();
  await expect(dialog.getByText('Enter 1 seat or more.')).toBeVisible();

  await dialog.getByLabel('Price per seat').fill('20');
  await dialog.getByLabel('Seats').fill('2');
  await fillDay(page, 'First day', 'Nov 10, 2026');
  await dialog.getByRole('button', { name: 'End, notice, reminder, notes' }).click();
  await fillDay(page, 'First day without it', 'Nov 1, 2026');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText(/Is not after its start on 2026-11-10/)).toBeVisible();
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue(name);

  await fillDay(page, 'First day without it', 'Nov 1, 2027');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText(`${name} was added.`)).toBeVisible();
});

test('a change of price keeps the history, and a cancellation is taken back', async ({ page }, { project }) => {
  const name = `Midjourney ${project.name}`;
  await signIn(page, outlay.url, admin);
  await page.goto(`${outlay.url}/my/subscriptions?dialog=new`);
  await choose(page, 'Plan', 'midjourney standard', /Midjourney Standard/);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'Midjourney Standard' }).last().click();
  await expect(page.getByRole('heading', { name: 'Midjourney Standard', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Midjourney Standard' }).click();
  await page.getByRole('menuitem', { name: 'Change details…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

  await page.getByRole('button', { name: 'Change plan or price' }).click();
  await page.getByRole('dialog').getByLabel('USD per seat / month').fill('45');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Prices' }).getByText('$45.00')).toBeVisible();

  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Cancel…' }).click();
  await page.getByRole('button', { name: 'Mark as cancelled' }).click();
  await expect(page.getByText(/^Ends [A-Z]/)).toBeVisible();
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Take the cancellation back' }).click();
  await expect(page.getByText('Active')).toBeVisible();
});

test('an administrator pastes rows, is told what is wrong with them, and adds them together', async ({ page }, {
  project,
}) => {
  const [one, two] = [`Notion AI ${project.name}`, `Lovable ${project.name}`];
  await signIn(page, outlay.url, admin);
  await page.goto(`${outlay.url}/subscriptions?dialog=paste`);
  const dialog = page.getByRole('dialog', { name: 'Paste subscriptions' });
  const first = `${admin.email}\t${one}\tNotion\t3\t10\tUSD\tmonthly\t2026-10-01`;
  await dialog.getByLabel('Rows').fill(`${first}\nnobody@acme.test\t${two}\tLovable\t1\t25`);
  await expect(dialog.getByText('No member or team is called “nobody@acme.test”.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add 1' })).toBeDisabled();
  await dialog.getByLabel('Rows').fill(`${first}\n${admin.email}\t${two}\tLovable\t1\t25`);
  await dialog.getByRole('button', { name: 'Add 2' }).click();
  await expect(page.getByText('2 subscriptions were added.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search subscriptions' }).fill(project.name);
  const row = page.getByRole('row', { name: new RegExp(one) });
  await expect(row.getByText('$30.00')).toBeVisible();
  await expect(page.getByRole('link', { name: two })).toBeVisible();
});

test('what waits for approval is approved in the list and counts from then', async ({ page, browser }, { project }) => {
  const grace = await addMember(`Asking ${project.name}`);
  await signIn(page, outlay.url, admin);
  const decide = async (choice: string, notice: RegExp) => {
    await page.goto(`${outlay.url}/settings/organization`);
    await page.getByRole('radio', { name: choice }).check();
    await expect(page.getByText(notice)).toBeVisible();
  };
  await decide('Approve them first', /waits for an administrator from now on/);
  const member = await (await browser.newContext()).newPage();
  await signIn(member, outlay.url, grace);
  await member.goto(`${outlay.url}/my/subscriptions?dialog=new`);
  await choose(member, 'Plan', 'cursor pro', /^Cursor Pro \$/);
  await member.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(member.getByText(/waits for an administrator/)).toBeVisible();
  await decide('Just record them', /counts at once from now on/);

  await page.goto(`${outlay.url}/subscriptions?show=waiting&q=${encodeURIComponent(grace.name)}`);
  await page.getByRole('button', { name: 'Actions for Cursor Pro' }).click();
  await page.getByRole('menuitem', { name: 'Approve' }).click();
  await expect(page.getByText('Cursor Pro is approved and counts from its start.')).toBeVisible();
  await member.reload();
  await expect(member.getByRole('row', { name: /Cursor Pro/ }).getByText('Active')).toBeVisible();
});

test('renewals come with a calendar link that can be revoked', async ({ page, request }, { project }) => {
  await signIn(page, outlay.url, admin);
  await page.goto(`${outlay.url}/my/subscriptions?dialog=new`);
  await choose(page, 'Plan', 'chatgpt plus', /ChatGPT Plus/);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('ChatGPT Plus was added.'), project.name).toBeVisible();
  await page.goto(`${outlay.url}/subscriptions/renewals`);
  await expect(page.getByRole('row', { name: /Renews ChatGPT Plus/ }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Calendar link' }).click();
  await page.getByRole('button', { name: /^Create/ }).click();
  const link = (await page.getByRole('dialog').getByRole('code').textContent()) ?? '';
  const calendar = await request.get(link);
  expect(await calendar.text()).toContain('ChatGPT Plus');
  await page.getByRole('button', { name: 'Revoke the link' }).click();
  await expect(page.getByRole('dialog').getByRole('code')).toBeHidden();
  expect((await request.get(link)).status()).toBe(404);
});
