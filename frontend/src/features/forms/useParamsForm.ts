/** The state of a form: fields in order, which are shown, what is wrong, what changed, what the server says to it. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FieldProblem } from '@/api';
import { changedFields } from './changes';
import { fieldsOf, sectionsOf, type FieldSpec } from './fieldModel';
import { checkQuery, choicesQuery, type FormCheck, type FormServer } from './formServer';
import { countOf, joined, localProblems, sortProblems, type FormProblems } from './problems';
import { fieldsWithChoices, isShown, type Values } from './shownIf';

export interface FormType {
  params_schema: Readonly<Record<string, unknown>>;
  sections: readonly string[];
}

export interface ParamsFormState {
  fields: readonly FieldSpec[];
  shown: readonly FieldSpec[];
  sections: readonly string[];
  problems: FormProblems;
  problemCount: number;
  /** The problems that hold a run up: what the server said to values that have changed since does not, for it judges them again. */
  standing: FormProblems;
  changed: readonly FieldSpec[];
  check: FormCheck | undefined;
  /** Whether the server has said its word on these very values. */
  isFresh: boolean;
  checkError: unknown;
  initial: Values;
  server: FormServer;
  values: Values;
}

const SETTLE_MS = 250;
const NO_PROBLEMS: readonly FieldProblem[] = [];

interface Options {
  type: FormType;
  server: FormServer;
  values: Values;
  /** Problems of a refused save, until the next edit. */
  refused?: readonly FieldProblem[] | undefined;
}

export function useParamsForm({ type, server, values, refused }: Options): ParamsFormState {
  const fields = useMemo(() => fieldsOf(type.params_schema, type.sections), [type]);
  const [settled] = useDebouncedValue(values, SETTLE_MS);
  const check = useQuery(checkQuery(server, settled));

  const asked = [...new Set(fields.flatMap((field) => fieldsWithChoices(field.shownIf)))].flatMap((name) => fields.find((field) => field.name === name && field.choices !== undefined) ?? []);
  const lists = useQueries({ queries: asked.map((field) => choicesQuery(server, field.choices ?? '', {})) });
  const filled = new Set(asked.filter((_, index) => (lists[index]?.data?.length ?? 0) > 0).map((field) => field.name));
  const shown = fields.filter((field) => isShown(field.shownIf, values, (name) => filled.has(name)));
  const names = new Set(shown.map((field) => field.name));

  const fixed = check.data?.fixed ?? {};
  const local = localProblems(
    shown.filter((field) => !Object.hasOwn(fixed, field.name)),
    values,
  );
  const isFresh = settled === values && !check.isPlaceholderData;
  const server422 = refused ?? NO_PROBLEMS;
  const problems = joined(local, sortProblems([...server422, ...(isFresh || local.size === 0 ? (check.data?.problems ?? NO_PROBLEMS) : NO_PROBLEMS)], names));
  const initial = check.data?.initial ?? {};
  return {
    fields,
    shown,
    sections: sectionsOf(shown),
    problems,
    problemCount: countOf(problems),
    standing: isFresh ? problems : joined(local, sortProblems(server422, names)),
    changed: changedFields(
      shown.filter((field) => !Object.hasOwn(fixed, field.name)),
      values,
      initial,
    ),
    check: check.data,
    isFresh,
    checkError: check.error,
    initial,
    server,
    values,
  };
}
