import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { test } from './explored.ts';
import { cell, closeSettings, explore, grid, openFields, ready } from './pivot-page.ts';

test('a shared address shows the same table to somebody else', async ({ page, context }) => {
  await explore(page, {
    rows: ['TEAM', 'MEMBER'],
    columns: ['DAY'],
    measures: ['SPEND', 'TOTAL_TOKENS'],
    level: 1,
    period: 'last-7-days',
    heatmap: ['SPEND'],
    sort: { measure: 'TOTAL_TOKENS', direction: 'ASC' },
  });
  const shown = (await grid(page).textContent()) ?? '';
  const other = await context.newPage();
  await other.goto(page.url());
  await ready(other);
  await expect(grid(other)).toHaveText(shown);
  await other.close();
});

test('a view is saved, shared and opened again', async ({ page }, { project }) => {
  const name = `Vendors ${project.name}`;
  await explore(page, { rows: ['VENDOR'], columns: ['MONTH'] });
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByLabel('Everybody of the organization sees it').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name })).toBeVisible();
  await explore(page);
  await page.getByRole('button', { name: 'Members by model' }).click();
  await page.getByRole('menuitem', { name }).first().click();
  await expect(page).toHaveURL(/rows=.*VENDOR/);
});

test('a selection is copied as it goes into a spreadsheet', async ({ page, context, outlay }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: outlay.url });
  await explore(page, { columns: ['VENDOR'] });
  const name = await cell(page, 0, 0).textContent();
  await cell(page, 0, 0).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  await expect(page.getByText('4 cells were copied.')).toBeVisible();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n').map((line) => line.split('\t'));
  expect(lines).toHaveLength(2);
  expect(lines[0]?.[0]).toBe(name);
  expect(lines[0]?.[1]).toMatch(/^\d+(\.\d+)?$/);
});

test('the workbook holds what is shown as numbers', async ({ page }) => {
  await explore(page, { rows: ['TEAM'], columns: [] });
  const shown = await grid(page)
    .locator('tbody tr, tfoot tr')
    .evaluateAll((rows) => rows.map((row) => row.querySelector('td')?.getAttribute('aria-description') ?? ''));
  await openFields(page);
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download for Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^outlay-pivot_[\d-]+_[\d-]+\.xlsx$/);
  const files = unzipSync(await readFile(await download.path()));
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  const figures = Array.from(sheet.matchAll(/<c r="B(\d+)"[^>]*><v>([^<]+)<\/v>/g), ([, row, value]) => [row, value]);
  const amounts = figures.filter(([row]) => row !== '1').map(([, value]) => `USD\u00a0${withGroups(value ?? '')}`);
  expect(amounts).toEqual(shown);
});

test('the CSV holds exactly what is shown', async ({ page }) => {
  await explore(page, { rows: ['TEAM', 'MEMBER'], columns: ['VENDOR'], level: 1 });
  await openFields(page);
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^outlay-pivot_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(lines).toContain('Currency,USD');
  expect(lines).toContain('Days of,UTC');
  const table = lines.slice(lines.indexOf('') + 1).map((line) => line.split(','));
  expect(table[0]?.slice(0, 2)).toEqual(['Team', 'Member']);
  await closeSettings(page);
  const shown = await grid(page)
    .locator('tbody tr, tfoot tr')
    .evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.querySelector('th')?.textContent ?? '',
        figures: [...row.querySelectorAll('td')].map((one) => one.getAttribute('aria-description') ?? ''),
      })),
    );
  expect(table.length - 1).toBe(shown.length);
  for (const [index, { name, figures: texts }] of shown.entries()) {
    const [team, member, ...values] = table[index + 1] ?? [];
    expect([team, member]).toContain(name);
    expect(values.map((value) => `USD\u00a0${withGroups(value)}`)).toEqual(texts);
  }
});

function withGroups(decimal: string): string {
  return new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 20 }).format(
    decimal as `${number}`,
  );
}
