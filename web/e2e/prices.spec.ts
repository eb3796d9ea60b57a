import { expect } from '@playwright/test';
import { test } from './explored.ts';
import { address, cell, explore, grid, ready } from './pivot-page.ts';

const unpriced = 'claude-research-preview-1';
const untilDoneMs = 60_000;

test.describe.configure({ mode: 'serial' });
// Prices change the figures: another history makes this an organization of its own.
test.use({ historyDays: 6 });

test('a model without a price is called out, priced, and gone from the list', async ({ page }) => {
  await explore(page, { columns: ['MODEL'] });
  const note = page.getByText(/^[\d.]+[KMB] tokens unpriced/);
  await expect(note).toBeVisible();
  await expect(
    grid(page)
      .getByRole('row', { name: /part of it has no price/ })
      .first(),
  ).toBeVisible();
  const listValue = { rows: ['MODEL'], columns: [], measures: ['LIST_VALUE'] };
  const ofModel = address({ ...listValue, filters: [{ dimension: 'MODEL', in: [unpriced] }] });
  await page.goto(ofModel);
  await ready(page);
  await expect(cell(page, 0, 1)).toHaveText('no price');
  await page.getByRole('link', { name: `Set prices for ${unpriced}` }).click();
  const callOut = page.getByRole('region', { name: 'Models without a price' });
  await expect(callOut).toContainText(unpriced);
  await callOut.getByRole('button', { name: `Set a price for ${unpriced}` }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a price' });
  await expect(dialog.getByRole('textbox', { name: 'Model' })).toHaveValue(unpriced);
  await dialog.getByRole('button', { name: 'Set price' }).click();
  await expect(dialog.getByText('Give at least one price; 0 means free.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Input', exact: true }).fill('5');
  await dialog.getByRole('textbox', { name: 'Cache read' }).fill('0.5');
  await dialog.getByRole('textbox', { name: 'Cache write, 5 min' }).fill('6.25');
  await dialog.getByRole('textbox', { name: 'Cache write, 1 h' }).fill('10');
  await dialog.getByRole('textbox', { name: 'Output' }).fill('25');
  await dialog.getByRole('button', { name: 'Set price' }).click();
  await expect(dialog).toBeHidden({ timeout: untilDoneMs });
  await expect(callOut).toBeHidden({ timeout: untilDoneMs });

  await page.goto(ofModel);
  await ready(page);
  await expect(cell(page, 0, 1)).toHaveText(/^\$\d/);
  await expect(note).toBeHidden();

  await page.goto('/integrations/prices?source=MANUAL');
  const row = page.getByRole('row', { name: new RegExp(unpriced) });
  await expect(row).toContainText('$5.00');
  await expect(row).toContainText('$25.00');
});

test('the list is searched and filtered, in the URL', async ({ page }) => {
  await page.goto('/integrations/prices');
  await page.getByRole('searchbox', { name: 'Search prices' }).fill('opus-5');
  await expect(page).toHaveURL(/q=opus-5/);
  await expect(page.getByRole('row', { name: /claude-opus-5.*Anthropic/ }).first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Source' }).click();
  await page.getByRole('option', { name: 'Imported' }).click();
  await expect(page.getByRole('heading', { name: 'No price matches these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('row', { name: /claude-opus-5.*Anthropic/ }).first()).toBeVisible();
});

test('re-pricing shows old and new before anything changes, then its end', async ({ page }) => {
  await page.goto('/integrations/prices?dialog=set');
  const form = page.getByRole('dialog', { name: 'Set a price' });
  await form.getByRole('combobox', { name: 'Vendor' }).click();
  await page.getByRole('option', { name: 'Anthropic' }).click();
  await form.getByRole('textbox', { name: 'Model' }).fill(unpriced);
  await form.getByRole('textbox', { name: 'Output' }).fill('50');
  await form.getByRole('button', { name: 'Set price' }).click();
  await expect(form).toBeHidden({ timeout: untilDoneMs });

  await page.goto('/integrations/prices?dialog=reprice');
  const dialog = page.getByRole('dialog', { name: 'Re-price past usage' });
  await dialog.getByRole('combobox', { name: 'Vendor' }).click();
  await page.getByRole('option', { name: 'Anthropic' }).click();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByRole('table', { name: 'What would change' })).toBeVisible({ timeout: untilDoneMs });
  await dialog.getByRole('button', { name: 'Re-price' }).click();
  await expect(page).toHaveURL(/run=RepriceRun/);
  await expect(dialog.getByText(/Done: .* rows changed/)).toBeVisible({ timeout: untilDoneMs });
});

test('a LiteLLM price file is taken entry by entry', async ({ page }) => {
  await page.goto('/integrations/prices?dialog=import');
  const dialog = page.getByRole('dialog', { name: 'Import a LiteLLM price file' });
  const choose = async (text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Price file' }).click();
    await (await chooser).setFiles({ name: 'prices.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await dialog.getByRole('button', { name: 'Import' }).click();
  };
  await choose('this is no JSON');
  await expect(dialog.getByText(/not|JSON/i).last()).toBeVisible();
  await choose(
    JSON.stringify({
      'claude-imported-1': {
        litellm_provider: 'anthropic',
        mode: 'chat',
        input_cost_per_token: 0.000003,
        output_cost_per_token: 0.000015,
      },
      'unknown-vendor-model': { litellm_provider: 'nobody', mode: 'chat', input_cost_per_token: 0.000001 },
    }),
  );
  await expect(dialog.getByText(/1 entry is in the price list now/)).toBeVisible({ timeout: untilDoneMs });
  await expect(dialog.getByText('claude-imported-1')).toBeVisible();
  await dialog.getByText(/Skipped 1/).click();
  await expect(dialog.getByText('unknown-vendor-model')).toBeVisible();
});
