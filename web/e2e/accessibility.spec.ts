import { expect, type Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { test } from './booked.ts';
import { signedIn } from './organization.ts';
import { adminPages, memberPages, type PageToScan, publicPages } from './pages.ts';
import { isPhone } from './pivot-page.ts';

async function expectAccessible(page: Page, pages: readonly PageToScan[]): Promise<void> {
  // A width has layouts of its own, but no colours.
  const schemes = isPhone(page) ? (['light'] as const) : (['light', 'dark'] as const);
  for (const [path, shows] of pages) {
    await page.goto(path);
    await page.locator(shows).first().waitFor();
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
    const inDialog = path.includes('dialog=');
    for (const [index, colorScheme] of schemes.entries()) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached();
      const found = await violations(page, { onlyColours: index > 0, inDialog });
      expect.soft(found, `${path} in the ${colorScheme} scheme`).toEqual([]);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
  }
}

for (const [part, pages] of Object.entries(adminPages)) {
  test(`no page of ${part} has an accessibility violation`, async ({ page }) => {
    await expectAccessible(page, pages);
  });
}

test('no page of a member has an accessibility violation', async ({ page, context, outlay, books }) => {
  await context.clearCookies();
  await context.addCookies(signedIn(outlay.url, books.memberCookie).cookies);
  await expectAccessible(page, memberPages);
});

test('no page before sign-in has an accessibility violation', async ({ page, context }) => {
  await context.clearCookies();
  await expectAccessible(page, publicPages);
});
