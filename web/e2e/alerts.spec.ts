import { expect, test } from '@playwright/test';
import { ALERT_WITHIN_MS, useBudgets } from './budgeted.ts';
import { admin } from './organization.ts';
import { isPhone } from './pivot-page.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

const given = useBudgets();

test('a channel is tried, a message that cannot be delivered is kept and sent again', async ({ browser }, info) => {
  const receiver = await startWebhookReceiver();
  const name = `Hook ${info.project.name}`;
  const page = await given.open(browser, info, admin);
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
      const teamId = await given.createTeam(name);
      await given.createBudget({
        name: `${name} budget`,
        limit: '10',
        thresholds: [100],
        subject: { scope: 'TEAM', id: teamId },
      });
      await given.spend(teamId, '12');
      const kept = page
        .getByRole('region', { name: 'Messages' })
        .getByRole('row', { name: new RegExp(`${name} budget`) });
      await expect(async () => {
        await page.reload();
        await expect(kept.getByText('Not delivered')).toBeVisible({ timeout: 3000 });
        await expect(row.getByText('Off', { exact: true })).toBeVisible({ timeout: 3000 });
      }).toPass({ timeout: ALERT_WITHIN_MS });
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
  const page = await given.open(browser, info, admin);
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
