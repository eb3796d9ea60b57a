import { expect } from '@playwright/test';
import { test } from './booked.ts';

test('a bill that usage does not explain is explained, and the checklist passes it', async ({ page, books }) => {
  await page.goto(`/ledger/periods?month=${books.day.slice(0, 8)}01`);
  const bills = page.getByRole('region', { name: 'Bills that usage does not explain' });
  const explain = bills.getByRole('button', { name: /^Explain the bill of / });
  await expect(explain.first()).toBeVisible();
  const count = await explain.count();
  for (let nth = 0; nth < count; nth += 1) {
    // Those that are explained go to the end of the table.
    await explain.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Explanation').fill(`Credits of the vendor ${nth}`);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(bills.getByText(`Credits of the vendor ${nth}`)).toBeVisible();
  }
  await expect(page.getByText('Usage explains the bills, or somebody said why not')).toBeVisible();
});
