/** What the preview says of each step, matched to the script as it stands now: edits run ahead of answers. */
import { isSame, type ColumnChoice } from '../forms';
import { typeWord, type Column } from '../datasets';
import type { LivePreview, StepReport } from '../preview';
import { stepsOf, type Step, type Steps } from './script';

export interface StepProblem {
  /** The setting it belongs to; undefined for the step as a whole. */
  field: string | undefined;
  message: string;
}

export interface StepView {
  /** The server's sentence, while the step is as it was when it was said. */
  sentence: string | undefined;
  report: StepReport | undefined;
  problems: readonly StepProblem[];
  /** Columns that the step finds. */
  columns: readonly ColumnChoice[];
}

export type StepViews = ReadonlyMap<string, StepView>;

const NO_PROBLEMS: readonly StepProblem[] = [];

/** @param source Columns of the input. */
export function viewsOf(steps: Steps, live: Pick<LivePreview, 'preview' | 'answered'>, source: readonly Column[]): StepViews {
  const answered: Steps = stepsOf(live.answered?.params.steps);
  const placeOf = new Map(answered.map((step, index) => [step.id, index]));
  const reports = live.preview?.steps ?? [];
  const problems = problemsOf(live);
  const views = new Map<string, StepView>();
  const first: readonly ColumnChoice[] = source.map((column) => ({ name: column.name, type: typeWord(column) }));
  const types = new Map([...first, ...(live.preview?.columns ?? []).map((column) => ({ name: column.name, type: typeWord(column) }))].map((one) => [one.name, one.type]));
  let columns = first;
  steps.forEach((step) => {
    const place = placeOf.get(step.id);
    const report = place === undefined ? undefined : reports[place];
    const isSameAsAnswered = place !== undefined && saysTheSame(step, answered[place]);
    views.set(step.id, {
      sentence: isSameAsAnswered ? report?.sentence : undefined,
      report: isSameAsAnswered ? report : undefined,
      problems: place !== undefined && step.enabled ? (problems.get(place) ?? NO_PROBLEMS) : NO_PROBLEMS,
      columns,
    });
    if (report !== undefined) columns = report.columns.map((name) => ({ name, type: types.get(name) }));
  });
  return views;
}

function saysTheSame(step: Step, other: Step | undefined): boolean {
  return other !== undefined && step.type === other.type && step.enabled === other.enabled && isSame(step.params, other.params);
}

/** Problems by the step's place: "steps.2.params.inCol". */
function problemsOf(live: Pick<LivePreview, 'preview'>): Map<number, StepProblem[]> {
  const found = new Map<number, StepProblem[]>();
  for (const { loc, message } of live.preview?.problems ?? []) {
    const [root, place, , field] = loc;
    const at = Number(place);
    if (root !== 'steps' || !Number.isInteger(at)) continue;
    const list = found.get(at) ?? [];
    list.push({ field: field === undefined ? undefined : String(field), message });
    found.set(at, list);
  }
  return found;
}
