import { expect, type Locator, type Page } from '@playwright/test';

type Search = Record<string, unknown>;

/** Where Explore shows this: values other than texts as JSON, like the application writes them. */
export function address(search: Search = {}, path = '/explore'): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    parameters.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return `${path}?${parameters}`;
}

export const grid = (page: Page) => page.getByRole('treegrid', { name: 'Pivot' });
export const cell = (page: Page, row: number, column: number) =>
  grid(page).locator(`[data-row="${row}"][data-column="${column}"]`);

export async function ready(page: Page): Promise<void> {
  await expect(grid(page)).toHaveAttribute('aria-busy', 'false');
}

export async function explore(page: Page, search: Search = {}): Promise<void> {
  await page.goto(address(search));
  await ready(page);
}

export const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 600;

/** On a phone wells, filters and exports are in a sheet. */
export async function openFields(page: Page): Promise<void> {
  if (isPhone(page)) await page.getByRole('button', { name: 'Fields' }).click();
}

/** Wells, filters and display settings: beside the figures, or in the phone's sheet. */
export async function openSettings(page: Page): Promise<void> {
  if (isPhone(page)) await openFields(page);
  else await page.getByRole('button', { name: /^Display/ }).click();
}

export async function closeSettings(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  if (isPhone(page)) await expect(page.getByRole('dialog')).toBeHidden();
}

/** Exact figures of a column, totals and Unattributed left out. */
export async function figures(page: Page, column: number): Promise<number[]> {
  const cells = grid(page).locator(`tbody tr:not([data-kind="UNATTRIBUTED"]) td[data-column="${column}"]`);
  const texts = await cells.evaluateAll((all) => all.map((one) => one.getAttribute('aria-description') ?? ''));
  return texts.map((text) => Number(text.replace(/[^\d.-]/g, '')));
}

export async function openMenuOf(target: Locator, page: Page): Promise<void> {
  if (isPhone(page)) await target.tap();
  else await target.click({ button: 'right' });
}
