/** The editor of a preparation: the script at the left, the table as the steps leave it at the right. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { counted } from '@/lib/format';
import { EmptyState, ErrorLine, ErrorState, ItemShape, Segmented, SkeletonRows } from '@/ui';
import { datasetQuery, type Column } from '../datasets';
import { useParamsForm, type FormProblems, type ParamsFormState } from '../forms';
import { foreseeing, PreviewBar, PreviewGrid, SqlDialog, usePreview } from '../preview';
import { RecipeFrame, useRecipeDraft, type RecipeEditorProps } from '../recipes';
import { ApplyDialog } from './ApplyDialog';
import { impactOf } from './impact';
import classes from './Prepare.module.css';
import { viewsOf } from './reports';
import { ScriptBar } from './ScriptBar';
import { scriptDeeds, startView } from './scriptDeeds';
import { ScriptPanel } from './ScriptPanel';
import { StepLibrary } from './StepLibrary';
import { stepFor, stepTypesQuery } from './library';
import { cellSuggestions, columnSuggestions } from './suggestions';
import { SuggestionMenu } from './SuggestionMenu';
import { useScript } from './useScript';

const NO_COLUMNS: readonly Column[] = [];

/** The form without what it says of the script as a whole: each failing step says it for itself. */
function withoutSteps(form: ParamsFormState): ParamsFormState {
  if (!form.problems.params.has('steps')) return form;
  const without = (found: FormProblems) => ({ ...found, params: new Map([...found.params].filter(([name]) => name !== 'steps')) });
  return { ...form, problems: without(form.problems), standing: without(form.standing), problemCount: form.problemCount - 1 };
}

export function PrepareEditor(props: RecipeEditorProps) {
  const { projectKey, recipe, type, flow } = props;
  const edit = useRecipeDraft(projectKey, recipe);
  const { draft } = edit;
  const form = useParamsForm({ type, server: { kind: 'recipe', projectKey, id: recipe.id, inputs: draft.inputs }, values: draft.params, refused: undefined });
  const script = useScript(draft.params.steps, (steps) => edit.setParams({ ...draft.params, steps }));
  const { steps } = script;
  const [view, setView] = useState(startView);
  const [dialog, setDialog] = useState<'library' | 'apply' | 'sql'>();
  const [side, setSide] = useState<'steps' | 'table'>('steps');
  const library = useQuery(stepTypesQuery());
  const types = useMemo(() => new Map((library.data ?? []).map((one) => [one.type, one])), [library.data]);
  const inputId = draft.inputs.input?.[0];
  const source = useQuery({ ...datasetQuery(projectKey, inputId ?? ''), enabled: inputId !== undefined });
  const queryClient = useQueryClient();
  const container = useRef<HTMLDivElement>(null);

  const placeOf = (id: string | undefined) => steps.findIndex((step) => step.id === id);
  const impactAt = view.hasImpact ? placeOf(view.opened) : -1;
  const shownAt = impactAt >= 0 ? impactAt : placeOf(view.shown);
  const ask = { params: { ...draft.params, steps: steps.map((step) => ({ ...step })) }, inputs: draft.inputs };
  const isAsked = inputId !== undefined;
  const live = usePreview(projectKey, recipe.id, { ...ask, upto: shownAt < 0 ? undefined : shownAt + 1 }, isAsked);
  const before = usePreview(projectKey, recipe.id, { ...ask, upto: Math.max(0, impactAt) }, isAsked && impactAt >= 0);
  const impact = impactAt >= 0 ? impactOf(before, live) : undefined;
  const deeds = scriptDeeds(script, view, setView);
  const views = viewsOf(steps, live, source.data?.columns ?? NO_COLUMNS);
  const lookups = useMemo(() => (draft.inputs.lookups ?? []).flatMap((id) => flow.items.find((item) => item.id === id)?.name ?? []), [draft.inputs, flow.items]);
  const failing = steps.filter((step) => (views.get(step.id)?.problems.length ?? 0) > 0);
  const scriptProblem = live.isFresh ? form.problems.params.get('steps') : undefined;
  const off = steps.filter((step) => !step.enabled).length;

  const onKeyDown = (event: KeyboardEvent) => {
    // Dialogs and menus are drawn elsewhere, though their keys arrive here too.
    if (!(event.ctrlKey || event.metaKey) || container.current?.contains(event.target as Node) !== true) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) script.redo();
    else script.undo();
  };

  const settings = (
    // Undo and redo are of the whole script, wherever in it the cursor stands.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={container} className={classes.studio} data-side={side} onKeyDown={onKeyDown}>
      <div className={classes.sides}>
        <Segmented
          label="What to show"
          value={side}
          options={[
            { value: 'steps', label: 'Steps' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={setSide}
        />
      </div>
      <section className={classes.left} aria-label="Script">
        <ScriptBar script={script} view={view} deeds={deeds} onAdd={() => setDialog('library')} onApply={() => setDialog('apply')} />
        {failing.length === 0 && scriptProblem !== undefined && (
          <div className={classes.failure} role="alert">
            <ErrorLine error={scriptProblem} />
          </div>
        )}
        {library.error ? (
          <ErrorState error={library.error} what="the steps" onRetry={() => void library.refetch()} />
        ) : library.isPending ? (
          <SkeletonRows rows={6} height={44} awaited="the steps" />
        ) : steps.length === 0 ? (
          <EmptyState title="No steps yet" drawing={<ItemShape kind="visual" glyph="prepare" size={56} />} actions={<>
            <Button variant="filled" onClick={() => setDialog('library')}>Add the first step</Button>
            <Button onClick={() => deeds.paste()}>Paste steps</Button>
          </>}>
            Click a column’s name or a cell of the table: what can be done with it is offered there.
          </EmptyState>
        ) : (
          <ScriptPanel projectKey={projectKey} recipeId={recipe.id} steps={steps} types={types} views={views} view={view} deeds={deeds} impactWords={impact?.words} lookups={lookups} />
        )}
      </section>
      <section className={classes.right} aria-label="Preview">
        <PreviewBar
          live={live}
          note={
            shownAt >= 0 ? (
              <span className={classes.upto}>
                {impactAt >= 0 ? `impact of step ${shownAt + 1}` : `after step ${shownAt + 1} of ${steps.length}`}
                <Button size="xs" variant="subtle" onClick={() => deeds.show(undefined)}>
                  Show the result
                </Button>
              </span>
            ) : undefined
          }
        >
          <Button size="xs" variant="subtle" disabled={live.preview === undefined} onClick={() => setDialog('sql')}>
            Show SQL
          </Button>
        </PreviewBar>
        {live.error !== undefined && (
          <div className={classes.failure}>
            <ErrorLine error={live.error} />
            <Button size="xs" onClick={live.retry}>
              Try again
            </Button>
          </div>
        )}
        {!isAsked ? (
          <EmptyState title="No dataset to prepare">Choose one under Inputs and outputs; its first rows are shown here.</EmptyState>
        ) : live.preview === undefined ? (
          live.error === undefined && <SkeletonRows rows={14} awaited="the preview" />
        ) : live.preview.columns.length === 0 ? (
          <EmptyState title="No columns are left">The steps take every column out. Turn one of them off to see the table again.</EmptyState>
        ) : (
          <PreviewGrid
            projectKey={projectKey}
            label="Preview of the prepared rows"
            columns={live.preview.columns}
            total={live.preview.total}
            cell={live.cell}
            onView={(first, end) => {
              live.onView(first, end);
              before.onView(first, end);
            }}
            marks={impact?.marks}
            isOld={!live.isFresh}
            headMenu={(column) => <SuggestionMenu suggestions={columnSuggestions(types, column)} onTake={({ step }) => deeds.add([step])} />}
            cellMenu={({ column, value, selected }) => <SuggestionMenu suggestions={cellSuggestions(types, column, value, selected)} onTake={({ step }) => deeds.add([step])} />}
          />
        )}
      </section>
      {dialog === 'library' && (
        <StepLibrary
          types={library.data ?? []}
          onClose={() => setDialog(undefined)}
          onAdd={(chosen) => {
            setDialog(undefined);
            deeds.add([stepFor(chosen)]);
          }}
        />
      )}
      {dialog === 'apply' && <ApplyDialog projectKey={projectKey} items={flow.items} inputId={inputId} steps={steps} onClose={() => setDialog(undefined)} />}
      {dialog === 'sql' && <SqlDialog sql={live.preview?.sql ?? ''} onClose={() => setDialog(undefined)} />}
    </div>
  );

  return (
    <RecipeFrame
      {...props}
      edit={edit}
      form={failing.length > 0 ? withoutSteps(form) : form}
      settings={settings}
      settingsLabel="Script"
      moreProblems={failing.length}
      onMend={() => deeds.open(failing[0]?.id)}
      summary={`${counted(steps.length, 'step')}${off === 0 ? '' : `, ${off} off`}`}
      foresee={foreseeing({ queryClient, projectKey, recipeId: recipe.id, ask, flow, outputs: draft.outputs })}
    />
  );
}
