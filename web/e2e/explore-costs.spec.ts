import { expect, type Page } from '@playwright/test';
import { test } from './booked.ts';
import { explore, grid, openMenuOf } from './pivot-page.ts';

/** Exact texts of a row's cells, by the name it begins with. */
async function figuresOf(page: Page, name: string): Promise<string[]> {
  const row = grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) });
  await expect(row).toHaveCount(1);
  const cells = row.getByRole('gridcell');
  return cells.evaluateAll((all) => all.map((one) => (one.getAttribute('aria-description') ?? '').split(' ')[0] ?? ''));
}

const costs = { columns: [], measures: ['SPEND', 'AMORTIZED_SPEND', 'BOOKED_SPEND'], period: 'last-7-days' };

test('fixed and variable cost stand in one pivot, by kind, account and category', async ({ page }) => {
  await explore(page, { ...costs, rows: ['COST_KIND'] });
  await expect(grid(page).getByRole('columnheader', { name: 'Amortized spend' })).toBeVisible();
  await expect(grid(page).getByRole('columnheader', { name: 'Booked spend' })).toBeVisible();
  const [fixed, amortized] = await figuresOf(page, 'Fixed');
  // Two entries and a subscription; of the year two days, of the subscription's month three.
  expect(fixed).toMatch(/585(\.0+)?$/);
  expect(Number(amortized?.replace(/[^\d.]/g, ''))).toBeCloseTo(120 + 2 + 10, 0);
  expect((await figuresOf(page, 'Variable'))[0]).toMatch(/[1-9]/);

  await explore(page, { ...costs, rows: ['GL_ACCOUNT', 'CATEGORY'], level: 1 });
  expect((await figuresOf(page, '6240 Design and Media Tools'))[0]).toMatch(/120(\.0+)?$/);
  expect((await figuresOf(page, 'Brand'))[0]).toMatch(/120(\.0+)?$/);
  expect((await figuresOf(page, 'Data'))[0]).toMatch(/365(\.0+)?$/);
});

test('what is behind a cell is usage and cost entries beside it, and together they are the cell', async ({
  page,
  books,
}) => {
  await explore(page, { rows: ['TEAM'], columns: [], period: 'last-7-days' });
  const row = grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: /^Platform/ }) });
  const spend = row.getByRole('gridcell').first();
  const exact = (await spend.getAttribute('aria-description')) ?? '';
  await openMenuOf(spend, page);
  await page.getByRole('menuitem', { name: 'Show what is behind it' }).click();
  await expect(page.getByText('The usage and the cost entries add up to the cell exactly.')).toBeVisible();
  await expect(page.locator(`dd[title="${exact}"]`).first()).toBeVisible();
  await expect(page.getByText(/^Usage [\d,]+$/)).toBeVisible();
  await page.getByText('Cost entries 2').click();
  for (const description of books.entries)
    await expect(page.locator('.ag-row').filter({ hasText: description })).toHaveCount(1);
  await expect(page.locator('.ag-row-pinned').first()).toContainText('2 entries');
  await expect(page.locator('.ag-row-pinned').first()).toContainText('$485.00');
});
