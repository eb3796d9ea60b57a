import { expect } from '@playwright/test';
import { test } from './explored.ts';
import {
  address,
  cell,
  closeSettings,
  explore,
  figures,
  grid,
  isPhone,
  openFields,
  openMenuOf,
  openSettings,
  ready,
} from './pivot-page.ts';

test('a click on a pivoted column sorts by it, a second one the other way round', async ({ page }) => {
  await explore(page);
  const heading = cell(page, -1, 1);
  await heading.click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await ready(page);
  const falling = await figures(page, 1);
  expect(falling.length).toBeGreaterThan(3);
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  await heading.click();
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  await ready(page);
  expect(await figures(page, 1)).toEqual(falling.toSorted((a, b) => a - b));
});

test('a row opens to its members with subtotals, and the address keeps it open', async ({ page }) => {
  await explore(page, { rows: ['TEAM', 'MEMBER'], columns: ['VENDOR'] });
  const rows = grid(page).locator('tbody tr');
  await expect(rows.filter({ has: page.locator('[aria-level="2"]') })).toHaveCount(0);
  const first = rows.first();
  await expect(first).toHaveAttribute('aria-expanded', 'false');
  const name = (await first.getByRole('rowheader').textContent()) ?? '';
  const subtotal = await first.getByRole('gridcell').last().getAttribute('aria-description');
  await first.locator('[data-twist]').click();
  await expect(grid(page).locator('tr[aria-level="2"]').first()).toBeVisible();
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await expect(first.getByRole('gridcell').last()).toHaveAttribute('aria-description', subtotal ?? '');
  await page.reload();
  await expect(
    grid(page)
      .getByRole('row', { name: new RegExp(name) })
      .first(),
  ).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('button', { name: 'Fold all' }).click();
  await expect(grid(page).locator('tr[aria-level="2"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Open all' }).click();
  await expect(grid(page).locator('tr[aria-level="2"]').first()).toBeVisible();
});

test('a filter narrows the figures, as a chip that can be removed', async ({ page }) => {
  await explore(page, { columns: ['VENDOR'] });
  const total = await cell(page, (await grid(page).locator('tbody tr').count()) ?? 0, 1).getAttribute(
    'aria-description',
  );
  await openFields(page);
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('option', { name: 'Vendor' }).click();
  await page.getByRole('checkbox', { name: 'Anthropic' }).check();
  await expect(page.getByRole('button', { name: 'Vendor: Anthropic' })).toBeVisible();
  await page.keyboard.press('Escape');
  await closeSettings(page);
  await expect(page).toHaveURL(/filters=/);
  await ready(page);
  await expect(grid(page).getByRole('columnheader', { name: 'Cursor' })).toBeHidden();
  await expect(grid(page).getByRole('columnheader', { name: 'Anthropic' })).toBeVisible();
  expect(total).toContain('USD');
  await openFields(page);
  await page.getByRole('button', { name: 'Remove filter Vendor' }).click();
  await closeSettings(page);
  await expect(grid(page).getByRole('columnheader', { name: 'Cursor' })).toBeVisible();
});

test('the menu of a cell filters to what it names', async ({ page }) => {
  await explore(page);
  const name = await cell(page, 0, 0).textContent();
  await openMenuOf(cell(page, 0, 1), page);
  await page.getByRole('menuitem', { name: `Only member ${name}` }).click();
  await ready(page);
  await expect(grid(page).locator('tbody tr')).toHaveCount(1);
});

test('comparison, shares and colours are switched on without losing the figures', async ({ page }) => {
  await explore(page, { columns: ['VENDOR'], period: 'last-7-days' });
  await openSettings(page);
  await page.getByRole('radio', { name: 'Previous period' }).check();
  await page.getByRole('switch', { name: 'Spend' }).click({ force: true });
  await page.getByText('% of column').click();
  await closeSettings(page);
  await ready(page);
  await expect(page.getByText('compared with the previous period')).toBeVisible();
  await expect(grid(page).locator('tbody td[data-heat]').first()).toBeVisible();
  await expect(grid(page).locator('tfoot td[data-heat]')).toHaveCount(0);
  const foot = grid(page).locator('tfoot td').first();
  await expect(foot).toContainText('100.0%');
  await expect(grid(page).locator('tbody td').first()).toHaveAttribute('aria-description', /USD\s.*%.*before USD/);
});

test('unfinished days are marked, and what belongs to nobody is a row', async ({ page }) => {
  await explore(page, { columns: ['DAY'], period: 'last-7-days' });
  await expect(page.getByText(/Data until .*; later days can still grow/)).toBeVisible();
  await expect(grid(page).locator('th[data-incomplete]').first()).toBeAttached();
  await expect(grid(page).getByRole('rowheader', { name: 'Unattributed' })).toBeAttached();
});

test('everything works by keyboard', async ({ page }) => {
  await explore(page, { rows: ['TEAM', 'MEMBER'], columns: ['VENDOR'] });
  await cell(page, 0, 0).focus();
  await page.keyboard.press('ArrowRight');
  await expect(grid(page).locator('tr[aria-level="2"]').first()).toBeVisible();
  await expect(cell(page, 0, 0)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(grid(page).locator('tr[aria-level="2"]')).toHaveCount(0);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/sort=/);
  await page.keyboard.press('Control+End');
  await expect(grid(page).locator('tfoot td').last()).toBeFocused();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await expect(grid(page).locator('tr[aria-level="2"]').first()).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(grid(page).locator('td[aria-selected="true"]')).toHaveCount(2);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/explore\/rows\?/);
  await expect(page.getByText('The rows below add up to the cell exactly.')).toBeVisible();
  await page.goBack();
  await ready(page);
  await expect(cell(page, 0, 1)).toBeFocused();
});

test('a field is moved by its menu and by dragging', async ({ page }) => {
  await explore(page);
  await openFields(page);
  await page.getByRole('group', { name: 'Rows' }).getByRole('button', { name: 'Member' }).click();
  await page.getByRole('menuitem', { name: 'Move to columns' }).click();
  await expect(page).toHaveURL(/columns=.*MODEL.*MEMBER/);
  if (isPhone(page)) return;
  const chip = page.getByRole('group', { name: 'Columns' }).getByRole('button', { name: 'Model' });
  await chip.dragTo(page.getByRole('group', { name: 'Rows' }));
  await expect(page.getByRole('group', { name: 'Rows' }).getByRole('button', { name: 'Model' })).toBeVisible();
});

test('a pivot that is too large says so and offers what helps', async ({ page }) => {
  await page.goto(address({ columns: ['HOUR'], period: '2025-06-01..2026-06-01' }));
  await expect(page.getByRole('alert')).toContainText('can be broken down or filtered by HOUR');
  await page.getByRole('button', { name: 'By day instead of hour' }).click();
  await expect(page.getByText('No usage in these days')).toBeVisible();
});
