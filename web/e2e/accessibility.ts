import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const everyRule = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
} as const;
/** What another colour scheme can break in the same document. */
const colourRules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;

/**
 * What axe-core finds wrong with the page, or the dialog open on it, as it is now. Only violations are described in
 * full, and no second page is opened to merge frames (there are none): the same rules, several times as fast.
 */
export async function violations(page: Page, { onlyColours = false, inDialog = false } = {}): Promise<string[]> {
  const runOnly = onlyColours ? colourRules : everyRule;
  const scan = new AxeBuilder({ page })
    .options({ runOnly: { ...runOnly, values: [...runOnly.values] }, resultTypes: ['violations'], preload: false })
    .setLegacyMode(true);
  const found = (await (inDialog ? scan.include('[role="dialog"]') : scan).analyze()).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 300)).join(' | ')}`);
}
