import { fieldsOf, type FieldSpec } from '../forms';
import type { CodeProblem } from '../code';
import type { StepType } from './library';

/** The fields of a step's form. In steps, pairs go from one text to another. */
export function stepFields(type: StepType): FieldSpec[] {
  return fieldsOf(type.params_schema, []).map((field) => (field.kind === 'pairs' ? { ...field, kind: 'from_to' } : field));
}

/** A sentence that begins with the line it is about, as marks in the editor. */
export function codeProblems(message: string | undefined): CodeProblem[] {
  const line = /^Line (\d+) of the code /.exec(message ?? '')?.[1];
  return message === undefined || line === undefined ? [] : [{ line: Number(line), severity: 'error', message }];
}
