import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe-core finds wrong with the page as it is now. Only violations are described in full, and no second page is
 * opened to merge frames (there are none): the same rules, several times as fast.
 */
export async function violations(page: Page): Promise<string[]> {
  const scan = new AxeBuilder({ page })
    .options({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false })
    .setLegacyMode(true);
  const found = (await scan.analyze()).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 300)).join(' | ')}`);
}
