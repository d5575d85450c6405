/** Steps in the clipboard: as JSON that people can read, mail and paste into another recipe. */
import { isRecord } from '../forms';
import { newId, stepsOf, type Step, type Steps } from './script';

const KEPT = 'atelier.steps';
const MOST_STEPS = 1_000;

export function textOfSteps(steps: Steps): string {
  return JSON.stringify({ atelier: 'steps', steps: steps.map((step) => ({ ...step, id: undefined })) }, null, 2);
}

/** Read steps from text: what was copied here, a list of steps, or one; ids are new. Throws an Error with a sentence. */
export function stepsOfText(text: string): Step[] {
  if (text.trim() === '') throw new Error('The clipboard is empty. Copy steps here or in another recipe first.');
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error('The clipboard holds no steps. Copy steps here or in another recipe first.');
  }
  const list = isRecord(found) && Array.isArray(found.steps) ? found.steps : Array.isArray(found) ? (found as unknown[]) : [found];
  const wrong = list.findIndex((one) => !isRecord(one) || typeof one.type !== 'string' || one.type === '');
  if (list.length === 0 || wrong >= 0) {
    throw new Error(list.length > 1 ? `Entry ${wrong + 1} of the clipboard is no step: each has a “type” and “params”.` : 'The clipboard holds JSON, but no steps: each has a “type” and “params”.');
  }
  if (list.length > MOST_STEPS) throw new Error(`The clipboard holds ${list.length.toLocaleString('en-GB')} steps; at most ${MOST_STEPS.toLocaleString('en-GB')} can be pasted at once.`);
  return stepsOf(list).map((step) => ({ ...step, id: newId() }));
}

/** Copy steps; the browser's own store stands in where the page may not use the clipboard. */
export async function copySteps(steps: Steps): Promise<void> {
  const text = textOfSteps(steps);
  keep(text);
  await clipboard()?.writeText(text).catch(() => undefined);
}

export async function readClipboard(): Promise<string> {
  const text = (await clipboard()?.readText().catch(() => undefined)) ?? '';
  return text.trim() === '' ? kept() : text;
}

/** Pages that are not served safely have no clipboard, whatever the types say. */
function clipboard(): Clipboard | undefined {
  return (navigator as { clipboard?: Clipboard }).clipboard;
}

function keep(text: string): void {
  try {
    localStorage.setItem(KEPT, text);
  } catch {
    // A full or forbidden store only loses the stand-in.
  }
}

function kept(): string {
  try {
    return localStorage.getItem(KEPT) ?? '';
  } catch {
    return '';
  }
}
