/** A script outside of a recipe, as an analysis of the Lab has it: the steps at the left, the rows as they leave it at the right. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { flowQuery } from '@/api';
import { EmptyState, ErrorLine, ErrorState, ItemShape, Segmented, SkeletonRows } from '@/ui';
import { datasetQuery, type Column } from '../datasets';
import { PreviewBar, PreviewGrid, usePreview } from '../preview';
import { ApplyDialog } from './ApplyDialog';
import { stepFor, stepTypesQuery } from './library';
import classes from './Prepare.module.css';
import { viewsOf } from './reports';
import type { Steps } from './script';
import { ScriptBar } from './ScriptBar';
import { scriptDeeds, startView } from './scriptDeeds';
import { ScriptPanel } from './ScriptPanel';
import { StepLibrary } from './StepLibrary';
import { cellSuggestions, columnSuggestions } from './suggestions';
import { SuggestionMenu } from './SuggestionMenu';
import { useScript } from './useScript';

interface ScriptStudioProps {
  projectKey: string;
  analysisId: string;
  datasetId: string;
  steps: unknown;
  isReadOnly: boolean;
  /** How far the saving is: "saved", "saving". */
  state: string;
  onChange: (steps: Steps) => void;
}

const NO_COLUMNS: readonly Column[] = [];
const NO_LOOKUPS: readonly string[] = [];

export function ScriptStudio({ projectKey, analysisId, datasetId, steps: value, isReadOnly, state, onChange }: ScriptStudioProps) {
  const script = useScript(value, (steps) => !isReadOnly && onChange(steps));
  const { steps } = script;
  const [view, setView] = useState(startView);
  const [isLibrary, setIsLibrary] = useState(false);
  const [isApplying, setIsApplying] = useState(false);
  const flow = useQuery(flowQuery(projectKey));
  const [side, setSide] = useState<'steps' | 'table'>('steps');
  const library = useQuery(stepTypesQuery());
  const types = useMemo(() => new Map((library.data ?? []).map((one) => [one.type, one])), [library.data]);
  const source = useQuery(datasetQuery(projectKey, datasetId));
  const shownAt = steps.findIndex((step) => step.id === view.shown);
  const live = usePreview(projectKey, { analysisId }, { params: { steps: steps.map((step) => ({ ...step })) }, inputs: {}, upto: shownAt < 0 ? undefined : shownAt + 1 });
  const deeds = scriptDeeds(script, view, setView);
  const views = viewsOf(steps, live, source.data?.columns ?? NO_COLUMNS);
  return (
    <div className={classes.studio} data-side={side}>
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
        <ScriptBar script={script} view={view} deeds={deeds} onAdd={() => setIsLibrary(true)} onApply={() => setIsApplying(true)} />
        {library.error ? (
          <ErrorState error={library.error} what="the steps" onRetry={() => void library.refetch()} />
        ) : library.isPending ? (
          <SkeletonRows rows={6} height={44} awaited="the steps" />
        ) : steps.length === 0 ? (
          <EmptyState
            title="No steps yet"
            drawing={<ItemShape kind="visual" glyph="prepare" size={56} />}
            actions={
              <Button variant="filled" disabled={isReadOnly} onClick={() => setIsLibrary(true)}>
                Add the first step
              </Button>
            }
          >
            Steps here prepare the rows for the models of this analysis and travel with them; the dataset stays as it is.
          </EmptyState>
        ) : (
          <ScriptPanel projectKey={projectKey} recipeId="" steps={steps} types={types} views={views} view={view} deeds={deeds} impactWords={undefined} lookups={NO_LOOKUPS} />
        )}
      </section>
      <section className={classes.right} aria-label="Preview">
        <PreviewBar
          live={live}
          note={
            <span className={classes.upto} role="status">
              {shownAt >= 0 ? `after step ${shownAt + 1} of ${steps.length}` : state}
              {shownAt >= 0 && (
                <Button size="xs" variant="subtle" onClick={() => deeds.show(undefined)}>
                  Show the result
                </Button>
              )}
            </span>
          }
        />
        {live.error !== undefined && (
          <div className={classes.failure}>
            <ErrorLine error={live.error} />
            <Button size="xs" onClick={live.retry}>
              Try again
            </Button>
          </div>
        )}
        {live.preview === undefined ? (
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
            onView={live.onView}
            marks={undefined}
            isOld={!live.isFresh}
            headMenu={(column) => <SuggestionMenu suggestions={columnSuggestions(types, column)} onTake={({ step }) => deeds.add([step])} />}
            cellMenu={({ column, value: cell, selected }) => <SuggestionMenu suggestions={cellSuggestions(types, column, cell, selected)} onTake={({ step }) => deeds.add([step])} />}
          />
        )}
      </section>
      {isApplying && flow.data && <ApplyDialog projectKey={projectKey} items={flow.data.items} inputId={datasetId} steps={steps} onClose={() => setIsApplying(false)} />}
      {isLibrary && (
        <StepLibrary
          types={library.data ?? []}
          onClose={() => setIsLibrary(false)}
          onAdd={(chosen) => {
            setIsLibrary(false);
            deeds.add([stepFor(chosen)]);
          }}
        />
      )}
    </div>
  );
}
