import { expect, type Page } from '@playwright/test';

const now = new Date();
const monthStart = (back: number) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 10);
/** The month that is over and can be closed. */
export const month = { from: monthStart(1), until: monthStart(0) };
export const dayOf = (day: string) => `${month.from.slice(0, 8)}${day}`;
export const monthName = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
  new Date(`${month.from}T00:00Z`),
);

export const newCell = (page: Page, title: string) => page.locator(`input[aria-label="New entry: ${title}"]`);
export const rowOf = (page: Page, description: string) =>
  page.locator('.ag-row:not(.ag-row-pinned)').filter({ hasText: description });
export const cellOf = (page: Page, description: string, column: string) =>
  rowOf(page, description).locator(`[col-id="${column}"]`);
export const totals = (page: Page) => page.getByRole('region', { name: 'Totals per account' });

export async function openLedger(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/ledger?period=last-month`);
  await expect(newCell(page, 'Description')).toBeVisible();
}

async function choose(page: Page, title: string, text: string): Promise<void> {
  await newCell(page, title).focus();
  await expect(newCell(page, title)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.type(text);
  await expect(page.locator('[role="option"][data-combobox-selected]')).toContainText(text);
  await page.keyboard.press('Enter');
  await expect(newCell(page, title)).toHaveValue(new RegExp(`^${text}`));
}

export async function enter(page: Page, cells: { day: string; description: string; amount: string; account?: string }) {
  await newCell(page, 'Date').fill(dayOf(cells.day));
  await newCell(page, 'Vendor').fill('Midjourney');
  await newCell(page, 'Description').fill(cells.description);
  if (cells.account) await choose(page, 'Account', cells.account);
  await newCell(page, 'Amount').fill(cells.amount);
  await newCell(page, 'Amount').press('Enter');
  await expect(rowOf(page, cells.description)).toBeVisible();
}

/** Replaces what a cell holds, as people do: double-click, type, Enter. */
export async function typeInto(page: Page, description: string, column: string, text: string): Promise<void> {
  await cellOf(page, description, column).dblclick();
  const input = cellOf(page, description, column).locator('input');
  await input.fill(text);
  await input.press('Enter');
}
