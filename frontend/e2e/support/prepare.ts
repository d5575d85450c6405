/** A preparation written by hand: steps from the library, from the menu of a column, and what the preview then shows. */
import type { Locator, Page } from 'playwright-core';

function lastStep(page: Page): Locator {
  return page.getByRole('list', { name: 'Steps of the preparation' }).getByRole('listitem').last();
}

/** Add a step from the library; its form opens. */
export async function addStep(page: Page, label: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Add a step' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add a step' });
  await dialog.getByLabel('Search the steps').fill(label);
  await dialog.getByRole('option', { name: new RegExp(`^${label}`) }).first().click();
  await dialog.waitFor({ state: 'hidden' });
  return lastStep(page);
}

/** Choose the column that a step is about. */
export async function chooseColumn(page: Page, step: Locator, column: string): Promise<void> {
  await step.getByLabel('Column', { exact: true }).and(page.locator('input')).first().click();
  await page.getByRole('option', { name: new RegExp(`^${column}(?!_)`) }).first().click();
}

/** Take a step from the menu of a column's head in the preview; its form opens. */
export async function stepFromColumn(page: Page, column: string, deed: string): Promise<Locator> {
  await page.getByRole('region', { name: 'Preview' }).getByRole('button', { name: `Menu of ${column}`, exact: true }).click();
  await page.getByRole('menuitem', { name: deed, exact: true }).click();
  return lastStep(page);
}

/** Names of the preview's columns. */
export async function headers(page: Page): Promise<string[]> {
  const texts = await page.getByRole('region', { name: 'Preview' }).getByRole('columnheader').allInnerTexts();
  return texts.map((text) => text.split('\n')[0] ?? '');
}
