/** Part 4 of the course as steps of a journey: features, a preparation, models compared in the Lab, one deployed, the test pictures scored. */
import { expect } from 'vitest';
import { itemNamed, jobDone, latestJob, scoredRightly } from './asks';
import type { Visit } from './browser';
import { makeRecipe, pick, runAndWait } from './deeds';
import { chooseAlgorithms, newPrediction, openMistake, openSection, takeVectors, trainAndWatch } from './lab';
import { addStep, chooseColumn, headers, stepFromColumn } from './prepare';

export interface Course {
  me: Visit;
  key: string;
  /** Names of the folders and of the network. */
  train: string;
  test: string;
  network: string;
  /** How the layer is called in the list: the course counts from the last backwards. */
  layer: string;
  algorithms: readonly string[];
  /** One of them that is certain to make mistakes. */
  mistaken: string;
  /** The least share of test pictures that must be named rightly. */
  atLeast: number;
  /** Look at the page as it stands; the name is the screenshot's. */
  seen: (name: string) => Promise<void>;
}

/** Of the design; the algorithms are opened to be chosen. */
const SECTIONS = ['Target', 'Train and test', 'Metric', 'Generation', 'Reduction', 'Hyper-parameters', 'Weighting', 'Calibration', 'Own estimators', 'Diagnostics'];

type Step = (name: string, walk: () => Promise<void>) => void;

/** Training pictures are "ada_marsh_pic_0042.jpg", test pictures "ada_marsh_42.jpg". */
const CLASS = String.raw`^(.+?)(?:_pic)?_\d+\.`;

export function partFour(step: Step, course: () => Course): void {
  const seen = (name: string) => course().seen(name);

  step('extracts a vector from each training picture', async () => {
    const { me, key, train, network, layer } = course();
    const { page } = me;
    await makeRecipe(page, key, {
      label: 'Images feature extraction',
      inputs: { 'Image folder': train, 'Model folder': network },
      outputs: { 'Feature dataset': 'extracted_feats_training' },
    });
    await pick(page, 'Select extracted layer', layer);
    await runAndWait(page, key, 240_000);
    me.expectNoProblems();
  });

  step('takes the class out of each name, and names the columns as the course does', async () => {
    const { me, key } = course();
    const { page } = me;
    await makeRecipe(page, key, { label: 'Prepare', inputs: { 'Input dataset': 'extracted_feats_training' }, outputs: { 'Output dataset': 'train_prepared' } });
    const extract = await addStep(page, 'Extract with regular expression');
    await chooseColumn(page, extract, 'images');
    await extract.getByLabel('Pattern', { exact: true }).fill(CLASS);
    await expect.poll(() => headers(page)).toContain('images_1');
    const renamed = await stepFromColumn(page, 'images_1', 'Rename');
    await renamed.getByLabel('To column 1').fill('target');
    await renamed.getByRole('button', { name: 'Add a column' }).click();
    await renamed.getByLabel('From column 2').fill('prediction');
    await renamed.getByLabel('To column 2').fill('features');
    await expect.poll(() => headers(page)).toContain('features');
    await stepFromColumn(page, 'error', 'Delete');
    await stepFromColumn(page, 'error_reason', 'Delete');
    await expect.poll(() => headers(page)).toEqual(['Row', 'images', 'target', 'features']);
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: /^Saved/ }).waitFor();
    await runAndWait(page, key, 60_000);
    me.expectNoProblems();
  });

  step('opens the Lab of the dataset and begins a prediction as an expert', async () => {
    const { me, key } = course();
    await newPrediction(me.page, key, 'train_prepared', 'target', () => seen('new-prediction'));
    me.expectNoProblems();
  });

  step('says why the vectors were rejected, and takes them in with one click', async () => {
    const { me } = course();
    await takeVectors(me.page, 'features', () => seen('rejected'));
    for (const section of SECTIONS) await openSection(me.page, section);
    me.expectNoProblems();
  });

  step('trains the chosen algorithms, and ranks what is finished', async () => {
    const { me, algorithms } = course();
    await chooseAlgorithms(me.page, algorithms);
    await seen('algorithms');
    await trainAndWatch(me.page, 'as vectors', algorithms.length, () => seen('training'));
    me.expectNoProblems();
  });

  step('compares models side by side', async () => {
    const { me } = course();
    const { page } = me;
    const ticks = page.getByRole('list', { name: 'Models, best first' }).getByRole('checkbox', { name: /^Compare / });
    await ticks.nth(0).check();
    await ticks.nth(1).check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await page.getByRole('heading', { name: '2 models compared' }).waitFor();
    await page.getByRole('region', { name: 'Confusion, side by side' }).scrollIntoViewIfNeeded();
    await seen('compare');
    await page.getByRole('button', { name: 'Close' }).click();
    me.expectNoProblems();
  });

  step('shows the pictures behind a mistake, the surest first', async () => {
    const { me, mistaken } = course();
    const sureness = await openMistake(me.page, mistaken);
    expect(sureness).toEqual([...sureness].sort((a, b) => b - a));
    expect(me.page.url()).toMatch(/label=.*prediction=/);
    await seen('confusion');
    for (const tab of ['Curves', 'Features', 'Errors', 'Settings']) {
      await me.page.getByRole('tab', { name: tab }).click();
      await seen(tab.toLowerCase());
    }
    me.expectNoProblems();
  });

  step('deploys the best model to the flow', async () => {
    const { me, key } = course();
    const { page } = me;
    await page.getByRole('list', { name: 'Models, best first' }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Deploy to the flow' }).click();
    const dialog = page.getByRole('dialog', { name: /^Deploy / });
    await dialog.getByLabel('Name', { exact: true }).fill('classifier');
    await seen('deploy');
    await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
    await page.waitForURL(`**/projects/${key}/flow?selected=*`);
    await page.getByRole('link', { name: 'Open the model' }).click();
    await page.getByRole('heading', { name: 'classifier', level: 1 }).waitFor();
    await seen('saved-model');
    me.expectNoProblems();
  });

  step('applies extraction, preparation and model to the test pictures in one action', async () => {
    const { me, key, train, test } = course();
    const { page } = me;
    await page.getByRole('button', { name: 'Apply to other pictures' }).click();
    const dialog = page.getByRole('dialog', { name: 'Apply classifier to…' });
    await dialog.getByLabel(`In place of ${train}`).and(page.locator('input')).first().click();
    await page.getByRole('option', { name: test }).click();
    await dialog.getByRole('group', { name: 'Makes' }).waitFor();
    expect(await dialog.getByLabel('Images feature extraction').inputValue()).toBe('extracted_feats_test');
    await seen('apply');
    await dialog.getByRole('button', { name: /^Make 3 tables/ }).click();
    await page.waitForURL(`**/projects/${key}/jobs/*`);
    await jobDone(page, key, await latestJob(page, key), 240_000);
    await page.getByText('done', { exact: true }).first().waitFor();
    me.expectNoProblems();
  });

  step('shows the scored test pictures beside their truth, named rightly often enough', async () => {
    const { me, key, atLeast } = course();
    const { page } = me;
    const scored = await itemNamed(page, key, 'test_prepared_scored');
    await page.goto(`/projects/${key}/datasets/${scored.id}`);
    await page.getByRole('columnheader', { name: /^prediction/ }).waitFor();
    const accuracy = await scoredRightly(page, key, scored.id);
    console.log(`Of the test pictures the deployed model names ${(100 * accuracy).toFixed(1)} % rightly.`);
    expect(accuracy).toBeGreaterThanOrEqual(atLeast);
    await page.getByText(`right, ${accuracy.toFixed(4)}`).waitFor();
    await seen('scored');
    me.expectNoProblems();
  });
}
