/** What a person does in the product, in the words and roles the pages show. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { itemNamed, jobDone, latestJob } from './asks';

export async function makeProject(page: Page, name: string): Promise<string> {
  await page.goto('/');
  await page.getByRole('button', { name: 'New project' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  const key = await dialog.getByLabel('Key', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Make the project' }).click();
  await page.waitForURL(`**/projects/${key}/**`);
  return key;
}

async function openNewFolder(page: Page, key: string, name: string) {
  await page.goto(`/projects/${key}/flow`);
  await page.getByRole('button', { name: 'Dataset', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Folder/ }).click();
  const dialog = page.getByRole('dialog', { name: 'New folder' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  return dialog;
}

/** Make a folder that reads below an allowed root, and wait for its pictures to be counted. */
export async function folderFromRoot(page: Page, key: string, name: string, path: string, pictures: number): Promise<void> {
  const dialog = await openNewFolder(page, key, name);
  await dialog.getByRole('button', { name: 'Make the folder' }).click();
  await page.waitForURL(`**/projects/${key}/folders/**`);
  await page.getByRole('button', { name: 'Read from Filesystem Root' }).first().click();
  const chooser = page.getByRole('dialog', { name: 'Read from Filesystem Root' });
  for (const part of path.split('/')) await chooser.getByRole('button', { name: new RegExp(`^${part}\\b`) }).click();
  await chooser.getByText(`${pictures} pictures`).waitFor();
  await chooser.getByRole('button', { name: 'Read from here' }).click();
  await chooser.waitFor({ state: 'hidden' });
  await page.getByText(`${pictures} of ${pictures}`).waitFor();
}

/** Make a folder and send files into it as from the file chooser. */
export async function folderByUpload(page: Page, key: string, name: string, files: string[], count: number): Promise<void> {
  const dialog = await openNewFolder(page, key, name);
  await dialog.getByRole('button', { name: 'Make the folder' }).click();
  await page.waitForURL(`**/projects/${key}/folders/**`);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await choosing).setFiles(files);
  await expect.poll(async () => (await itemNamed(page, key, name)).facts.files, { timeout: 120_000, interval: 500 }).toBe(count);
}

/** Upload a table and make a dataset of it as it is detected. */
export async function datasetByUpload(page: Page, key: string, name: string, file: string): Promise<void> {
  await page.goto(`/projects/${key}/datasets/new`);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await choosing).setFiles(file);
  await page.getByText(/^\d+ columns$/).waitFor();
  await page.getByLabel('Dataset', { exact: true }).fill(name);
  await page.getByRole('button', { name: `Create ${name}` }).click();
  await page.waitForURL(/\/datasets\/(?!new)/);
}

/** Read a table below an allowed root. */
export async function datasetFromRoot(page: Page, key: string, name: string, file: string): Promise<void> {
  await page.goto(`/projects/${key}/datasets/new?source=root`);
  await page.getByRole('button', { name: new RegExp(`^${file.replaceAll('.', '\\.')}`) }).click();
  await page.getByText(/^\d+ columns$/).waitFor();
  await page.getByLabel('Dataset', { exact: true }).fill(name);
  await page.getByRole('button', { name: `Create ${name}` }).click();
  await page.waitForURL(/\/datasets\/(?!new)/);
}

/** The control of a form's field; the label of one that must be filled ends in "(needed)". */
function field(page: Page, label: string): Locator {
  const words = label.replaceAll(/[()#.?]/g, '\\$&');
  return page.getByLabel(new RegExp(`^${words}(\\s*\\(needed\\))?$`)).and(page.locator('input, textarea')).first();
}

/** Choose from a list that opens. */
export async function pick(page: Page, label: string, option: string): Promise<void> {
  await field(page, label).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** Type a value into a field and leave it. */
export async function type(page: Page, label: string, value: string): Promise<void> {
  await field(page, label).fill(value);
  await field(page, label).blur();
}

export function valueOf(page: Page, label: string): Promise<string> {
  return field(page, label).inputValue();
}

/** Press Run on a macro or recipe, and wait on its job's page until it is done. */
export async function runAndWait(page: Page, key: string, withinMs: number): Promise<number> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.waitForURL(`**/projects/${key}/jobs/*`);
  const id = await latestJob(page, key);
  await jobDone(page, key, id, withinMs);
  await page.getByText('done', { exact: true }).first().waitFor();
  return id;
}

interface NewRecipe {
  /** Label of the type: "Retraining image classification model". */
  label: string;
  /** Item by label of the role. */
  inputs: Record<string, string>;
  /** Name by label of the output role. */
  outputs: Record<string, string>;
}

/** Make a recipe from the flow's bar; ends on its page. */
export async function makeRecipe(page: Page, key: string, recipe: NewRecipe): Promise<void> {
  await page.goto(`/projects/${key}/flow`);
  await page.getByRole('button', { name: 'Recipe', exact: true }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${recipe.label}`) }).click();
  const dialog = page.getByRole('dialog', { name: recipe.label });
  for (const [label, item] of Object.entries(recipe.inputs)) {
    await dialog.getByLabel(label, { exact: true }).and(page.locator('input')).first().click();
    await page.getByRole('option', { name: item, exact: true }).click();
  }
  for (const [label, name] of Object.entries(recipe.outputs)) {
    // A role that is read and one that is written may share a label: what is written stands below.
    await dialog.getByLabel(label, { exact: true }).and(page.locator('input')).last().fill(name);
  }
  await dialog.getByRole('button', { name: 'Make the recipe' }).click();
  await page.waitForURL(`**/projects/${key}/recipes/*`);
  await expect.poll(() => page.getByRole('button', { name: 'Run', exact: true }).count()).toBe(1);
}
