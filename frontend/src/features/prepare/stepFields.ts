import { fieldsOf, type FieldSpec } from '../forms';
import type { StepType } from './library';

/** The fields of a step's form. In steps, pairs go from one text to another. */
export function stepFields(type: StepType): FieldSpec[] {
  return fieldsOf(type.params_schema, []).map((field) => (field.kind === 'pairs' ? { ...field, kind: 'from_to' } : field));
}
