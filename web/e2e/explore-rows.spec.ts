import { expect } from '@playwright/test';
import { test } from './explored.ts';
import { cell, explore, grid, isPhone, openMenuOf, ready } from './pivot-page.ts';

test('the rows behind a cell add up to it, and going back finds the place', async ({ page }) => {
  await explore(page, { rows: ['TEAM', 'MEMBER'], columns: ['MODEL'], level: 1 });
  const target = cell(page, 3, 2);
  const figure = (await target.getAttribute('aria-description')) ?? '';
  await grid(page).evaluate((table) => table.parentElement?.scrollTo(60, 40));
  if (isPhone(page)) {
    await target.tap();
    await page.getByRole('menuitem', { name: 'Show what is behind it' }).click();
  } else await target.dblclick();
  await expect(page).toHaveURL(/\/explore\/rows\?/);
  await expect(page.getByText('The rows below add up to the cell exactly.')).toBeVisible();
  await expect(page.locator(`dd[title="${figure.replace(/\u00a0/g, '\u00a0')}"]`).first()).toBeVisible();
  await expect(page.locator('.ag-row-pinned')).toContainText('Total of');
  await page.getByRole('button', { name: 'Back to the pivot' }).click();
  await expect(page).toHaveURL(/\/explore\?/);
  await ready(page);
  await expect(grid(page).locator('tr[aria-level="2"]').first()).toBeVisible();
  expect(await grid(page).evaluate((table) => table.parentElement?.scrollLeft)).toBe(60);
  if (!isPhone(page)) await expect(cell(page, 3, 2)).toBeFocused();
});

test('what is not shown is one row, whose usage adds up too', async ({ page }) => {
  await explore(page, { columns: [], first: 2 });
  const other = grid(page).locator('tr[data-kind="OTHER"]');
  await expect(other.getByRole('rowheader')).toContainText('Other');
  await openMenuOf(other.getByRole('gridcell').first(), page);
  await page.getByRole('menuitem', { name: 'Show what is behind it' }).click();
  await expect(page.getByText('The rows below add up to the cell exactly.')).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: /^Show \d+ rows$/ }).click();
  await expect(other).toHaveCount(0);
});
