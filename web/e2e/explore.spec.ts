import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { useExploredOutlay } from './explore-organization.ts';
import { admin, signIn } from './organization.ts';

const outlay = useExploredOutlay();

type Search = Record<string, unknown>;

function address(search: Search, path = '/explore'): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    parameters.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return `${outlay.url}${path}?${parameters}`;
}

const grid = (page: Page) => page.getByRole('treegrid', { name: 'Pivot' });
const cell = (page: Page, row: number, column: number) =>
  grid(page).locator(`[data-row="${row}"][data-column="${column}"]`);

async function ready(page: Page): Promise<void> {
  await expect(grid(page)).toHaveAttribute('aria-busy', 'false');
}

async function explore(page: Page, search: Search = {}): Promise<void> {
  await page.goto(address(search));
  await ready(page);
}

const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 600;

/** Wells, filters and display settings: beside the figures, or in the phone's sheet. */
async function openSettings(page: Page): Promise<void> {
  if (isPhone(page)) await page.getByRole('button', { name: 'Fields' }).click();
  else await page.getByRole('button', { name: /^Display/ }).click();
}

async function closeSettings(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  if (isPhone(page)) await expect(page.getByRole('dialog')).toBeHidden();
}

/** Exact figures of a column, totals and Unattributed left out. */
async function figures(page: Page, column: number): Promise<number[]> {
  const cells = grid(page).locator(`tbody tr:not([data-kind="UNATTRIBUTED"]) td[data-column="${column}"]`);
  const texts = await cells.evaluateAll((all) => all.map((one) => one.getAttribute('aria-description') ?? ''));
  return texts.map((text) => Number(text.replace(/[^\d.-]/g, '')));
}

async function openMenuOf(target: Locator, page: Page): Promise<void> {
  if (isPhone(page)) await target.tap();
  else await target.click({ button: 'right' });
}

test.beforeEach(async ({ page }) => {
  await signIn(page, outlay.url, admin);
});

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
  if (isPhone(page)) await page.getByRole('button', { name: 'Fields' }).click();
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
  if (isPhone(page)) await page.getByRole('button', { name: 'Fields' }).click();
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

test('unfinished days are marked, and what belongs to nobody is a row', async ({ page }) => {
  await explore(page, { columns: ['DAY'], period: 'last-7-days' });
  await expect(page.getByText(/Data until .*; later days can still grow/)).toBeVisible();
  await expect(grid(page).locator('th[data-incomplete]').first()).toBeAttached();
  await expect(grid(page).getByRole('rowheader', { name: 'Unattributed' })).toBeAttached();
});

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

test('a selection is copied as it goes into a spreadsheet', async ({ page, context }) => {
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

test('the CSV holds exactly what is shown', async ({ page }) => {
  await explore(page, { rows: ['TEAM', 'MEMBER'], columns: ['VENDOR'], level: 1 });
  if (isPhone(page)) await page.getByRole('button', { name: 'Fields' }).click();
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
  if (isPhone(page)) await page.getByRole('button', { name: 'Fields' }).click();
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
  await expect(page.getByRole('alert')).toContainText('can be broken down by HOUR');
  await page.getByRole('button', { name: 'By day instead of hour' }).click();
  await expect(page.getByText('No usage in these days')).toBeVisible();
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`pivot and usage have no accessibility violation in the ${colorScheme} scheme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const search = { rows: ['TEAM', 'MEMBER'], columns: ['DAY'], heatmap: ['SPEND'], level: 1, period: 'last-7-days' };
    await explore(page, { ...search, compareTo: 'PREVIOUS_PERIOD' });
    expect.soft(await violations(page)).toEqual([]);
    await page.goto(address(search, '/explore/rows'));
    await expect(page.getByText('The rows below add up to the cell exactly.')).toBeVisible();
    await expect(page.locator('.ag-row-first').first()).toBeVisible();
    expect.soft(await violations(page)).toEqual([]);
  });
}

async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const result = await new AxeBuilder({ page }).withTags(tags).analyze();
  return result.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html.slice(0, 200))
        .join(' | ')}`,
  );
}
