/** Problems of a form by field: those found while typing, and those the server names by location. */
import type { FieldProblem } from '@/api';
import type { FieldSpec } from './fieldModel';
import { numberProblem } from './numbers';
import { type Values } from './shownIf';

export interface FormProblems {
  /** The first problem of each setting. */
  params: ReadonlyMap<string, string>;
  /** The first problem of each input or output role. */
  roles: ReadonlyMap<string, string>;
  /** Problems that belong to no field. */
  rest: readonly string[];
}

export function localProblems(fields: readonly FieldSpec[], values: Values): Map<string, string> {
  const found = new Map<string, string>();
  for (const field of fields) {
    const problem = problemOf(field, values[field.name]);
    if (problem !== undefined) found.set(field.name, problem);
  }
  return found;
}

function problemOf(field: FieldSpec, value: unknown): string | undefined {
  if (field.isNullable && (value === undefined || value === null || value === '')) return undefined;
  if (field.kind === 'number' || field.kind === 'auto_number') return numberProblem(field, value);
  if (field.isRequired && (value === undefined || value === null || value === '')) return `${field.label} is needed.`;
  if (field.maxLength !== undefined && typeof value === 'string' && value.length > field.maxLength) {
    return `${field.label} has at most ${field.maxLength.toLocaleString('en-GB')} letters.`;
  }
  return undefined;
}

/** Sort the server's problems to their fields. Problems of hidden fields are said above the form: nothing is swallowed. */
export function sortProblems(problems: readonly FieldProblem[], names: ReadonlySet<string>): FormProblems {
  const params = new Map<string, string>();
  const roles = new Map<string, string>();
  const rest: string[] = [];
  for (const { loc, message } of problems) {
    const path = loc.map(String).filter((part) => part !== 'body');
    const [side, name] = path;
    if (side === 'params' && name !== undefined && names.has(name)) setOnce(params, name, message);
    else if ((side === 'inputs' || side === 'outputs') && name !== undefined) setOnce(roles, name, message);
    else if (side !== undefined && names.has(side)) setOnce(params, side, message);
    else rest.push(message);
  }
  return { params, roles, rest };
}

function setOnce(map: Map<string, string>, name: string, message: string): void {
  if (!map.has(name)) map.set(name, message);
}

export function joined(local: ReadonlyMap<string, string>, server: FormProblems): FormProblems {
  return { ...server, params: new Map([...server.params, ...local]) };
}

export function countOf(problems: FormProblems): number {
  return problems.params.size + problems.roles.size + problems.rest.length;
}
