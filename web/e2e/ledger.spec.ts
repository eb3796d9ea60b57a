import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { callGraphQL } from './graphql.ts';
import { cellOf, dayOf, enter, month, monthName, newCell, openLedger, rowOf, totals, typeInto } from './ledger-page.ts';
import { admin, setUpOrganization, signIn } from './organization.ts';
import { useOutlay } from './outlay-server.ts';

const outlay = useOutlay();
test.describe.configure({ mode: 'serial' });

let cookie = '';
test.beforeAll(async () => {
  cookie = await setUpOrganization(outlay.url);
});
test.beforeEach(async ({ page }) => {
  await signIn(page, outlay.url, admin);
});

/** Of one line without line breaks in its cells. */
function cellsOfCsv(line: string): string[] {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...found].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain);
}

async function spendOfMonth(measure: 'SPEND' | 'BOOKED_SPEND'): Promise<string> {
  const query = 'query ($input: PivotInput!) { pivot(input: $input) { totals { values } } }';
  const { data, errors } = await callGraphQL(
    outlay.url,
    query,
    { input: { ...month, rows: [], measures: [measure] } },
    { cookie },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const found = JSON.stringify(data).match(/"values":\["([^"]*)"\]/)?.[1];
  if (found === undefined) throw new Error(`No total in ${JSON.stringify(data)}`);
  return found;
}

test('entries are typed in like in a spreadsheet, by keyboard alone', async ({ page }) => {
  await openLedger(page, outlay.url);
  await newCell(page, 'Date').focus();
  await newCell(page, 'Date').fill(dayOf('03'));
  await page.keyboard.press('Tab');
  await expect(newCell(page, 'Vendor')).toBeFocused();
  await page.keyboard.type('Midjourney');
  await page.keyboard.press('Tab');
  await expect(newCell(page, 'Description')).toBeFocused();
  await page.keyboard.type('Design plan');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Enter an amount' })).toBeVisible();
  await expect(newCell(page, 'Amount')).toHaveAttribute('aria-invalid', 'true');
  await expect(newCell(page, 'Description')).toHaveValue('Design plan');
  await newCell(page, 'Amount').fill('1,060.50');
  await newCell(page, 'Amount').press('Enter');
  await expect(rowOf(page, 'Design plan')).toContainText('$1,060.50');
  await expect(newCell(page, 'Description')).toHaveValue('');
  await expect(totals(page)).toContainText('Not coded');
  await expect(totals(page)).toContainText('$1,060.50');
});

test('what a cell refuses stays in it with the reason, until it is corrected', async ({ page }) => {
  await openLedger(page, outlay.url);
  await enter(page, { day: '04', description: 'Icons', amount: '30', account: '6210' });
  await typeInto(page, 'Icons', 'amount', '0');
  await expect(page.getByRole('alert').filter({ hasText: 'Icons, Amount “0”' })).toBeVisible();
  await expect(cellOf(page, 'Icons', 'amount')).toHaveText('0');
  await typeInto(page, 'Icons', 'amount', '45.25');
  await expect(cellOf(page, 'Icons', 'amount')).toHaveText('$45.25');
  await expect(page.getByRole('alert').filter({ hasText: 'Icons' })).toHaveCount(0);
  await expect(totals(page)).toContainText('$45.25');
});

test('rows of a spreadsheet come in whole or not at all', async ({ page }) => {
  await openLedger(page, outlay.url);
  await page.getByRole('button', { name: 'Paste rows' }).click();
  const dialog = page.getByRole('dialog');
  const rows = [
    'Date\tDescription\tAccount code\tAmount',
    `${dayOf('05')}\tFonts\t6210\t$20.00`,
    `${dayOf('06')}\tStock photos\t9999\t15`,
  ];
  await dialog.getByLabel('Rows').fill(rows.join('\n'));
  await expect(dialog.getByLabel('Row 1: Amount')).toHaveValue('20.00');
  await dialog.getByRole('button', { name: 'Enter 2 rows' }).click();
  await expect(dialog.getByText('is not the code of a GL account')).toBeVisible();
  await expect(dialog.getByLabel('Row 2: Account code')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Row 2: Account code').fill('6210');
  await dialog.getByRole('button', { name: 'Enter 2 rows' }).click();
  await expect(dialog).toBeHidden();
  await expect(rowOf(page, 'Fonts')).toBeVisible();
  await expect(rowOf(page, 'Stock photos')).toBeVisible();
});

test('a split is saved only when its parts add up', async ({ page }) => {
  await openLedger(page, outlay.url);
  await page.getByRole('button', { name: 'Actions for Icons' }).click();
  await page.getByRole('menuitem', { name: 'Split…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Line 1: Amount').fill('30');
  await expect(dialog.getByRole('status')).toHaveText('$15.25 left to place.');
  await dialog.getByRole('button', { name: 'Save split' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Let the parts add up to $45.25');
  await dialog.getByRole('button', { name: 'Take rest' }).nth(1).click();
  await expect(dialog.getByLabel('Line 2: Amount')).toHaveValue('15.25');
  await dialog.getByRole('combobox', { name: 'Line 2: Account' }).fill('6210');
  await page.getByRole('option', { name: /^6210/ }).click();
  await dialog.getByLabel('Line 2: Category').fill('Brand');
  await dialog.getByRole('button', { name: 'Save split' }).click();
  await expect(dialog).toBeHidden();
  await expect(cellOf(page, 'Icons', 'category')).toContainText('Brand');
});

test('finance codes, closes and exports a month; the journal’s total is the pivot’s', async ({ page }) => {
  await page.goto(`${outlay.url}/ledger/periods`);
  await expect(page.getByRole('link', { name: 'Periods' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: monthName, exact: true }).click();
  await expect(page.getByText('A cost has no account')).toBeVisible();
  await expect(page.getByRole('button', { name: `Close ${monthName}…` })).toBeDisabled();
  await page.getByRole('link', { name: 'Code them' }).click();
  await expect(page.getByRole('button', { name: 'GL account: None' })).toBeVisible();
  await cellOf(page, 'Design plan', 'account').dblclick();
  const input = cellOf(page, 'Design plan', 'account').locator('input').first();
  await input.fill('6210');
  await page.getByRole('option', { name: /^6210/ }).click();
  await expect(cellOf(page, 'Design plan', 'account')).toContainText('6210');
  await page.getByRole('link', { name: 'Periods' }).click();
  await page.getByRole('button', { name: monthName, exact: true }).click();
  await page.getByRole('button', { name: `Close ${monthName}…` }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Close ${monthName}` })
    .click();
  await expect(page.getByText(/^Closed by Ada Admin/)).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Any other' }).click(),
  ]);
  const [head = '', ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  const titles = cellsOfCsv(head);
  const cells = lines.map(cellsOfCsv);
  const cents = (text: string | undefined) => Math.round(Number(text) * 100);
  const sum = (account: string) =>
    cells
      .filter((row) => row[titles.indexOf('Account Code')] === account)
      .reduce((total, row) => total + cents(row[titles.indexOf('Amount')]), 0);
  expect(cells.reduce((total, row) => total + cents(row[titles.indexOf('Amount')]), 0)).toBe(0);
  expect(sum('6210')).toBe(cents(await spendOfMonth('BOOKED_SPEND')));
  expect(await spendOfMonth('SPEND')).toBe('1140.75');
  expect(sum('6210')).toBe(114_075);
});

test('a closed month keeps its entries, and refuses a new one at its date', async ({ page }) => {
  await openLedger(page, outlay.url);
  await expect(page.getByRole('img', { name: `${monthName} is closed` }).first()).toBeVisible();
  await cellOf(page, 'Fonts', 'description').dblclick();
  await expect(cellOf(page, 'Fonts', 'description').locator('input')).toHaveCount(0);
  await newCell(page, 'Date').fill(dayOf('07'));
  await newCell(page, 'Description').fill('Too late');
  await newCell(page, 'Amount').fill('10');
  await newCell(page, 'Amount').press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'New entry, Date' })).toContainText('is closed');
  await expect(newCell(page, 'Date')).toHaveAttribute('aria-invalid', 'true');
  await expect(newCell(page, 'Description')).toHaveValue('Too late');
});

test('the entries behind a cell of the pivot add up to it', async ({ page }) => {
  const search = new URLSearchParams({
    rows: '["GL_ACCOUNT"]',
    columns: '[]',
    period: 'last-month',
    row: '[]',
  });
  await page.goto(`${outlay.url}/explore/rows?${search}`);
  await expect(page.getByText('The usage and the cost entries add up to the cell exactly.')).toBeVisible();
  await expect(page.locator('.ag-row-pinned').first()).toContainText('4 entries');
  await expect(page.locator('.ag-row-pinned').first()).toContainText('$1,140.75');
});

test('an account is refused when its code is taken, and a rule shows what it moves before it is saved', async ({
  page,
}) => {
  await page.goto(`${outlay.url}/ledger/accounts?dialog=new`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Code').fill('6210');
  await dialog.getByLabel('Name').fill('Again');
  await dialog.getByRole('button', { name: 'Create account' }).click();
  await expect(dialog.getByText(/6210/).last()).toBeVisible();
  await expect(dialog.getByLabel('Code')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('combobox', { name: 'Rule 1: Account' }).fill('6210');
  await page.getByRole('option', { name: /^6210/ }).click();
  await expect(page.getByText(/None of the variable cost of .* would move/)).toBeVisible();
  await page.getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByRole('button', { name: 'Save rules' })).toBeHidden();
  await expect(page.getByText(`${monthName} is closed and stays as booked.`)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Rule 1: Account' })).toHaveValue(/^6210/);
});

test('a recurring cost posts its dates, skips one and shows the next', async ({ page }) => {
  await page.goto(`${outlay.url}/ledger/recurring?dialog=new`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Description').fill('Support contract');
  await dialog.getByLabel('Amount').fill('250');
  await dialog.getByRole('button', { name: 'Create recurring cost' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: /Support contract/ })).toContainText('$250.00');
  await page.getByRole('button', { name: 'Actions for Support contract' }).click();
  await page.getByRole('menuitem', { name: 'Show its entries' }).click();
  await expect(rowOf(page, 'Support contract')).toHaveCount(1);
});
