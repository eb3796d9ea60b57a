import { type Browser, expect, type Page, type TestInfo, test } from '@playwright/test';
import { callGraphQL } from './graphql.ts';
import { addMember, admin, setUpOrganization, signIn } from './organization.ts';
import { useOutlay } from './outlay-server.ts';
import { isPhone } from './pivot-page.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

const outlay = useOutlay({ ALLOW_PRIVATE_NETWORK: 'true' });
let cookie = '';
test.beforeAll(async () => {
  cookie = await setUpOrganization(outlay.url);
});

/** Figures are looked at every half minute; an alert is there within one. */
const ALERT_WITHIN_MS = 90_000;
const today = () => new Date().toISOString().slice(0, 10);

async function call<Data>(document: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await callGraphQL(outlay.url, document, variables, { cookie });
  const refused = JSON.stringify(data).match(/"__typename":"\w+Error".*?"message":"[^"]*"/)?.[0];
  if (errors || refused) throw new Error(refused ?? JSON.stringify(errors));
  return data as Data;
}

async function createTeam(name: string): Promise<string> {
  const { createTeam: team } = await call<{ createTeam: { id: string } }>(
    'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { __typename ... on Error { message } ... on Team { id } } }',
    { input: { name } },
  );
  return team.id;
}

/** A cost of today that the team bears. */
async function spend(teamId: string, amount: string): Promise<void> {
  await call(
    'mutation ($input: CreateCostEntryInput!) { createCostEntry(input: $input) { __typename ... on Error { message } } }',
    {
      input: {
        date: today(),
        currency: 'USD',
        description: 'Batch job',
        amount,
        kind: 'VARIABLE',
        lines: [{ teamId }],
      },
    },
  );
}

async function createBudget(input: Record<string, unknown>): Promise<string> {
  const { createBudget: budget } = await call<{ createBudget: { id: string } }>(
    'mutation ($input: CreateBudgetInput!) { createBudget(input: $input) { __typename ... on Error { message } ... on Budget { id } } }',
    { input: { period: 'MONTHLY', ...input } },
  );
  return budget.id;
}

async function open(
  browser: Browser,
  { project }: TestInfo,
  person: { email: string; password: string },
): Promise<Page> {
  const { viewport, isMobile = false, hasTouch = false } = project.use;
  const context = await browser.newContext({ viewport: viewport ?? null, isMobile, hasTouch, baseURL: outlay.url });
  const page = await context.newPage();
  await signIn(page, outlay.url, person);
  return page;
}

const bell = (page: Page) => page.getByRole('button', { name: /^Alerts \d+ open$/ }).filter({ visible: true });

test('an administrator creates a budget, spend rises, the alert arrives live and is acknowledged', async ({
  browser,
}, info) => {
  const name = `Platform ${info.project.name}`;
  const teamId = await createTeam(name);
  const page = await open(browser, info, admin);

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
    await spend(teamId, '85');
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
  const grace = await addMember(outlay.url, cookie, `Grace ${info.project.name}`);
  const { members } = await call<{ members: { edges: { node: { id: string; name: string } }[] } }>(
    '{ members(first: 100) { edges { node { id name } } } }',
  );
  const memberId = members.edges.find(({ node }) => node.name === grace.name)?.node.id;
  const budget = `Budget of ${grace.name}`;
  await createBudget({ name: budget, limit: '100', subject: { scope: 'MEMBER', id: memberId } });
  const other = await createBudget({
    name: `Others ${info.project.name}`,
    limit: '7',
    subject: { scope: 'MEMBER', id: 'Member:1' },
  });
  const member = await open(browser, info, grace);
  const page = await open(browser, info, admin);

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
    const dialog = await decide();
    await dialog.getByRole('button', { name: 'Decline' }).click();
    await expect(dialog.getByText('Say why it is declined.')).toBeVisible();
    await dialog.getByLabel('Note').fill('Too much for one month');
    await dialog.getByRole('button', { name: 'Decline' }).click();
    await expect(dialog).toBeHidden();
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

test('a channel is tried, a message that cannot be delivered is kept and sent again', async ({ browser }, info) => {
  const receiver = await startWebhookReceiver();
  const name = `Hook ${info.project.name}`;
  const page = await open(browser, info, admin);
  const row = page.getByRole('row', { name: new RegExp(name) }).first();
  try {
    await test.step('the secret is shown once', async () => {
      await page.goto('/budgets/channels');
      await page.getByRole('button', { name: 'New channel' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'Kind', exact: true }).click();
      await page.getByRole('option', { name: 'Signed webhook' }).click();
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByRole('button', { name: 'Create channel' }).click();
      await expect(dialog.getByText('Enter the address that messages are sent to.')).toBeVisible();
      await dialog.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
      await dialog.getByLabel('Of rules', { exact: true }).uncheck();
      await dialog.getByRole('button', { name: 'Create channel' }).click();
      await expect(page.getByText(/^whsec_/)).toBeVisible();
      await page.getByRole('button', { name: 'Done' }).click();
      await expect(page.getByText(/^whsec_/)).toBeHidden();
    });

    await test.step('a test is delivered, signed', async () => {
      await page.getByRole('button', { name: `Send a test to ${name}` }).click();
      await expect(row.getByText('Test delivered')).toBeVisible();
      expect(receiver.received).toHaveLength(1);
      expect(receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    });

    await test.step('a test that fails says why', async () => {
      receiver.answerWith(500);
      await page.getByRole('button', { name: `Send a test to ${name}` }).click();
      await expect(row.getByText('Test failed')).toBeVisible();
      await expect(row.getByText(/500/)).toBeVisible();
    });

    await test.step('an alert that a receiver which is gone does not take is kept', async () => {
      receiver.answerWith(410);
      const teamId = await createTeam(name);
      await createBudget({
        name: `${name} budget`,
        limit: '10',
        thresholds: [100],
        subject: { scope: 'TEAM', id: teamId },
      });
      await spend(teamId, '12');
      const kept = page
        .getByRole('region', { name: 'Messages' })
        .getByRole('row', { name: new RegExp(`${name} budget`) });
      await expect(async () => {
        await page.reload();
        await expect(kept).toBeVisible({ timeout: 3000 });
      }).toPass({ timeout: ALERT_WITHIN_MS });
      await expect(kept.getByText('Not delivered')).toBeVisible();
      await expect(row.getByText('Off', { exact: true })).toBeVisible();
    });

    await test.step('it is sent again once the receiver is back', async () => {
      receiver.answerWith(204);
      await row.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Switch on' }).click();
      await expect(row.getByText(/^(On|Cannot send)$/)).toBeVisible();
      await page.getByRole('button', { name: new RegExp(`Try again: .*${name} budget`) }).click();
      await expect(page.getByText('1 message is sent again.')).toBeVisible();
      await expect.poll(() => receiver.received.length, { timeout: ALERT_WITHIN_MS }).toBe(2);
      expect(receiver.received[1]?.body).toContain(`${name} budget`);
    });
  } finally {
    await receiver.close();
  }
});

test('rules are changed and switched off; a scenario changes what a month is expected to come to', async ({
  browser,
}, info) => {
  const page = await open(browser, info, admin);
  await test.step('a rule', async () => {
    await page.goto('/budgets/rules');
    const row = page.getByRole('row', { name: /Daily cost A day costs/ });
    await row.getByRole('button', { name: 'Actions for Daily cost' }).click();
    await page.getByRole('menuitem', { name: 'Change…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Amount').fill('0');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText(/more than 0/)).toBeVisible();
    await dialog.getByLabel('Amount').fill('75');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(row.getByText(/more than \$75\.00/)).toBeVisible();
    const watched = page.getByRole('switch', { name: 'Watch: Unused seat' });
    await watched.click({ force: true });
    await expect(watched).not.toBeChecked();
  });

  await test.step('a scenario', async () => {
    await page.goto('/budgets/projection');
    await page.getByRole('button', { name: 'New scenario' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(`Seats ${info.project.name}`);
    await dialog.getByLabel('What changes').fill('Five more seats');
    await dialog.getByLabel('Amount, USD; negative saves').fill('1,234.50');
    await dialog.getByRole('button', { name: 'Create scenario' }).click();
    await expect(dialog).toBeHidden();
    const effects = page.getByRole('region', { name: 'What the scenario changes' }).last();
    await expect(effects.getByText('$1,234.50')).toBeVisible();
    await expect(page.getByText('Without the scenario')).toBeVisible();
    await page.getByRole('button', { name: 'Delete scenario' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(effects).toBeHidden();
  });

  await test.step('the navigation leads there by keyboard', async () => {
    if (isPhone(page)) return;
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Go to a page or run an action' }).fill('budgets');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/budgets$/);
  });
});
