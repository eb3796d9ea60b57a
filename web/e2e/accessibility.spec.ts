import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { admin, setUpOrganization, signIn } from './organization.ts';
import { useOutlay } from './outlay-server.ts';
import { adminPages, publicPages } from './pages.ts';

const outlay = useOutlay();
test.describe.configure({ mode: 'serial' });

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function expectNoViolations(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(outlay.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    const found = violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect.soft(found).toEqual([]);
  }
}

test('the first-run page has no accessibility violation', async ({ page }) => {
  await expectNoViolations(page, ['/set-up']);
  await setUpOrganization(outlay.url);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no page has an accessibility violation in the ${colorScheme} scheme`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme });
    await expectNoViolations(page, publicPages);
    await signIn(page, outlay.url, admin);
    await expectNoViolations(page, adminPages);
  });
}
