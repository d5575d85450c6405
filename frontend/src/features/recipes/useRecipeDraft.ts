/** A recipe being edited: the draft beside what is saved, saving with the revision it was made from, running, conflicts. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ApiError, keys, type FieldProblem } from '@/api';
import { jobPath } from '@/lib/paths';
import { say } from '@/ui';
import { isSame } from '../forms';
import { conflictOf, type Conflict } from './conflict';
import { draftOf, saveRecipe, startRun, type Draft, type RecipeOut } from './recipeQueries';

export interface RecipeDraft {
  draft: Draft;
  saved: Draft;
  revision: number;
  isDirty: boolean;
  refused: readonly FieldProblem[] | undefined;
  conflict: Conflict | undefined;
  error: unknown;
  isSaving: boolean;
  isStarting: boolean;
  setParam: (name: string, value: unknown) => void;
  setParams: (params: Record<string, unknown>) => void;
  setRole: (side: 'inputs' | 'outputs', role: string, ids: string[]) => void;
  save: () => Promise<boolean>;
  /** Save and run; `below` are recipes to build again after this one. */
  run: (below?: readonly string[]) => Promise<void>;
  /** Take what somebody else saved as the new ground, and `params` as one's own draft on it. */
  rebase: (params: Record<string, unknown>, conflict: Conflict) => void;
  keepEditing: () => void;
  discard: () => void;
}

export function useRecipeDraft(projectKey: string, recipe: RecipeOut): RecipeDraft {
  const [ground, setGround] = useState({ revision: recipe.revision, saved: draftOf(recipe) });
  const [draft, setDraft] = useState(ground.saved);
  const [refused, setRefused] = useState<readonly FieldProblem[]>();
  const [conflict, setConflict] = useState<Conflict>();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const isDirty = !isSame(draft, ground.saved);

  // Somebody else's save arrives by the stream: an untouched form follows it, an edited one waits for its own save.
  if (recipe.revision > ground.revision && !isDirty) {
    const saved = draftOf(recipe);
    setGround({ revision: recipe.revision, saved });
    setDraft(saved);
  }

  const edit = (next: Draft) => {
    setDraft(next);
    setRefused(undefined);
  };
  const saving = useMutation({
    mutationFn: () => saveRecipe(projectKey, recipe.id, ground.revision, draft, ground.saved),
    onSuccess: (result) => {
      queryClient.setQueryData(keys.recipe(projectKey, recipe.id), result);
      void queryClient.invalidateQueries({ queryKey: keys.recipePart(projectKey, recipe.id, 'revisions') });
      void queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      setGround({ revision: result.revision, saved: draftOf(result) });
      setDraft(draftOf(result));
    },
    onError: (error) => {
      setConflict(conflictOf(error));
      if (error instanceof ApiError && error.fields.length > 0) setRefused(error.fields);
    },
  });
  // Run pressed while Ctrl+S is still on its way must wait for that save: a second one would conflict with it.
  const onItsWay = useRef<Promise<boolean>>(undefined);
  const save = () => {
    if (!isDirty) return Promise.resolve(true);
    onItsWay.current ??= saving
      .mutateAsync()
      .then(
        () => {
          say('Saved');
          return true;
        },
        () => false, // The page shows why, at the field or in the foot.
      )
      .finally(() => {
        onItsWay.current = undefined;
      });
    return onItsWay.current;
  };
  const starting = useMutation({
    mutationFn: (below: readonly string[]) => startRun(projectKey, recipe.id, crypto.randomUUID(), below),
    onSuccess: async (job) => {
      void queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      void queryClient.invalidateQueries({ queryKey: keys.running() });
      await navigate(jobPath(projectKey, job.id));
    },
  });
  const isFieldError = saving.error instanceof ApiError && (saving.error.fields.length > 0 || conflictOf(saving.error) !== undefined);
  return {
    draft,
    saved: ground.saved,
    revision: ground.revision,
    isDirty,
    refused,
    conflict,
    error: starting.error ?? (isFieldError ? undefined : saving.error),
    isSaving: saving.isPending,
    isStarting: starting.isPending,
    setParam: (name, value) => edit({ ...draft, params: { ...draft.params, [name]: value } }),
    setParams: (params) => edit({ ...draft, params }),
    setRole: (side, role, ids) => edit({ ...draft, [side]: { ...draft[side], [role]: ids } }),
    save,
    run: async (below = []) => {
      if (await save()) await starting.mutateAsync(below).catch(() => undefined);
    },
    rebase: (params, found) => {
      setGround({ revision: found.revision, saved: { ...ground.saved, params: found.theirs } });
      setDraft({ ...draft, params });
      setConflict(undefined);
      saving.reset();
    },
    keepEditing: () => setConflict(undefined),
    discard: () => {
      setDraft(ground.saved);
      setRefused(undefined);
    },
  };
}
