/** What a person does in the Lab, in the words and roles its pages show. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { itemNamed } from './asks';

const REJECTED = 'This feature was rejected because it looks like a unique identifier.';

/** From a dataset's page over the panel of its Lab to the design of a prediction whose algorithms an expert chooses. */
export async function newPrediction(page: Page, key: string, dataset: string, target: string, meanwhile: () => Promise<void>): Promise<void> {
  const { id } = await itemNamed(page, key, dataset);
  await page.goto(`/projects/${key}/datasets/${id}`);
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  const panel = page.getByRole('dialog', { name: `Lab of ${dataset}` });
  await panel.getByText('None yet.').waitFor();
  await panel.getByRole('button', { name: 'New prediction' }).click();
  const dialog = page.getByRole('dialog', { name: `New prediction on ${dataset}` });
  await expect.poll(() => dialog.getByLabel('Target', { exact: true }).and(page.locator('input')).first().inputValue()).toBe(target);
  await dialog.getByText('Expert mode').click();
  await dialog.getByText('Choose algorithms', { exact: true }).click();
  await meanwhile();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(`**/projects/${key}/tasks/*`);
}

/** The column of vectors stands rejected with its reason; one click takes it in as a vector. */
export async function takeVectors(page: Page, column: string, meanwhile: () => Promise<void>): Promise<void> {
  const columns = page.getByRole('region', { name: 'Columns and their roles' });
  await columns.getByText(REJECTED).waitFor();
  await page.getByText('No column has the role Input').first().waitFor();
  await columns.getByRole('button', { name: column, exact: true }).click();
  const side = page.getByRole('complementary', { name: `Handling of ${column}` });
  await side.getByText(REJECTED).waitFor();
  await meanwhile();
  await side.getByRole('button', { name: 'Use as vector' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(await columns.getByLabel(`Type of ${column}`).and(page.locator('input')).first().inputValue()).toBe('Vector');
}

export async function openSection(page: Page, section: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections of the design' }).getByRole('button', { name: section }).click();
  await page.getByRole('heading', { name: section, level: 2 }).waitFor();
}

/** Train these and no others. */
export async function chooseAlgorithms(page: Page, labels: readonly string[]): Promise<void> {
  await openSection(page, 'Algorithms');
  await page.getByRole('button', { name: 'All off' }).click();
  for (const label of labels) {
    const one = page.getByRole('switch', { name: `Train ${label}`, exact: true });
    await one.press('Space');
    expect(await one.isChecked()).toBe(true);
  }
  await page.getByText('Saved', { exact: true }).waitFor();
}

/** Train, watch the ranking fill, and wait for the last model. */
export async function trainAndWatch(page: Page, session: string, models: number, meanwhile: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Train session 1' });
  await dialog.getByLabel('Session name').fill(session);
  await dialog.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('heading', { name: `Session 1, ${session}` }).waitFor();
  const ranking = page.getByRole('list', { name: 'Models, best first' });
  await ranking.getByText('best', { exact: true }).waitFor({ timeout: 120_000 });
  await meanwhile();
  await expect.poll(() => page.getByRole('button', { name: 'Stop and keep finished' }).count(), { timeout: 240_000 }).toBe(0);
  expect(await ranking.getByRole('checkbox', { name: /^Compare / }).count()).toBe(models);
}

/** Open the pictures behind a mistake in a model's confusion; how sure it was of each, in the order shown. */
export async function openMistake(page: Page, model: string): Promise<number[]> {
  await page.getByRole('list', { name: 'Models, best first' }).getByRole('button', { name: new RegExp(`^${model}`) }).click();
  await page.getByRole('heading', { name: model, level: 2 }).waitFor();
  const wrong = page.getByRole('grid', { name: /^Confusion/ }).getByRole('button', { name: /, predicted .*: [1-9]/ });
  await wrong.first().click();
  const behind = page.getByRole('region', { name: /^Pictures: .*, predicted / });
  await behind.getByText('surest mistake first').waitFor();
  await behind.getByRole('link').first().waitFor();
  return (await behind.locator('b').allInnerTexts()).map(Number);
}
