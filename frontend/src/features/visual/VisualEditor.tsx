/** The editor of a visual recipe: builder above, live result below, the columns that come out at the right. */
import { ActionIcon, Button, Select } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { ApiError, type FieldProblem } from '@/api';
import { EmptyState, ErrorLine, Segmented, SkeletonRows } from '@/ui';
import { datasetQuery, typeWord, type Column } from '../datasets';
import { isRecord, useParamsForm, type ColumnChoice } from '../forms';
import { foreseeing, PreviewBar, PreviewGrid, SqlDialog, usePreview } from '../preview';
import { newOutputName, ReadsAndWrites, RecipeFrame, useRecipeDraft, type RecipeEditorProps } from '../recipes';
import { FileSketch } from './FileSketch';
import { OutputColumns } from './OutputColumns';
import { outputColumns } from './renames';
import classes from './Visual.module.css';
import { VisualContext, type Row, type TableChoice } from './visualContext';
import { VisualForm } from './VisualForm';

const NONE: readonly ColumnChoice[] = [];
const choiceOf = (column: Column): ColumnChoice => ({ name: column.name, type: typeWord(column) });

/** Problems of settings that the preview refused, each said with the line of the list it stands in. */
export function refusals(error: unknown): FieldProblem[] {
  if (!(error instanceof ApiError) || error.status !== 422) return [];
  return error.fields.map(({ loc, message }) => {
    const path = loc.filter((part) => part !== 'body');
    const line = path.find((part) => typeof part === 'number');
    return { loc: path, message: line === undefined ? message : `Line ${line + 1}: ${message}` };
  });
}

export function VisualEditor(props: RecipeEditorProps) {
  const { projectKey, recipe, type, flow } = props;
  const queryClient = useQueryClient();
  const edit = useRecipeDraft(projectKey, recipe);
  const { draft, setParams } = edit;
  const [slot, setSlot] = useState<string>();
  const [isSql, setSql] = useState(false);
  const [isOpen, setOpen] = useState(true);
  const [view, setView] = useState<'rows' | 'file'>('file');

  const ids = type.inputs.flatMap((role) => draft.inputs[role.name] ?? []);
  const isAsked = ids.length > 0;
  const slots = type.outputs.flatMap((role) => (draft.outputs[role.name] ?? []).map((id, place) => ({ slot: place === 0 ? role.name : `${role.name}.${place}`, name: newOutputName(id) ?? flow.items.find((item) => item.id === id)?.name ?? role.label })));
  const shownSlot = slots.some((one) => one.slot === slot) ? slot : slots[0]?.slot;
  const ask = { params: draft.params, inputs: draft.inputs };
  const live = usePreview(projectKey, recipe.id, { ...ask, slot: shownSlot }, isAsked);
  const refused = useMemo(() => refusals(live.error), [live.error]);
  const form = useParamsForm({ type, server: { kind: 'recipe', projectKey, id: recipe.id, inputs: draft.inputs }, values: draft.params, refused: edit.refused ?? refused });

  const tableIds = type.inputs.flatMap((role) => (role.kind === 'dataset' ? (draft.inputs[role.name] ?? []) : []));
  const read = useQueries({ queries: tableIds.map((id) => datasetQuery(projectKey, id)) });
  const tables: TableChoice[] = tableIds.map((id, index) => ({ id, name: flow.items.find((item) => item.id === id)?.name ?? 'a dataset that is gone', columns: (read[index]?.data?.columns ?? []).map(choiceOf) }));
  const computed = Array.isArray(draft.params.computed) ? draft.params.computed.flatMap((one: unknown) => (isRecord(one) && typeof one.name === 'string' && one.name !== '' ? [{ name: one.name, type: 'computed' }] : [])) : [];
  const columns = [...(tables[0]?.columns ?? NONE), ...computed];
  const main = live.preview?.outputs[0]?.columns.map(choiceOf);
  const result = main === undefined ? NONE : outputColumns(main, draft.params.renames).map(({ original, type: word }) => ({ name: original, type: word }));
  const shownColumns = live.preview?.outputs.find((output) => output.slot === shownSlot)?.columns.map(choiceOf) ?? main;
  const canRename = form.fields.some((field) => field.widget === 'renamings') && shownSlot === slots[0]?.slot;

  const { params } = draft;
  const onPut = useCallback((part: Row) => setParams({ ...params, ...part }), [params, setParams]);
  const file = live.preview?.files[0];
  const noun = type.inputs[0]?.kind === 'folder' ? 'folder' : 'dataset';
  const problem = live.error !== undefined && refused.length === 0 ? live.error : undefined;

  const settings = (
    <VisualContext.Provider value={{ tables, outputs: slots.map((one) => one.name), result }}>
      <div className={classes.studio}>
        <div className={classes.builder}>
          <p className={classes.quiet}>{type.description}</p>
          <VisualForm projectKey={projectKey} form={form} columns={columns} onPut={onPut} />
        </div>
        <section className={classes.preview} aria-label="Preview" data-open={isOpen}>
          <PreviewBar live={live} note={refused.length > 0 ? <span className={classes.waiting}>the last result; the settings above need mending</span> : undefined}>
            {slots.length > 1 && <Select size="xs" aria-label="Output to show" data={slots.map((one) => ({ value: one.slot, label: one.name }))} value={shownSlot ?? null} allowDeselect={false} style={{ width: 170 }} onChange={(next) => setSlot(next ?? undefined)} />}
            {file !== undefined && (
              <Segmented
                label="What the preview shows"
                value={view}
                options={[
                  { value: 'file', label: 'File' },
                  { value: 'rows', label: 'Rows' },
                ]}
                onChange={(next) => setView(next === 'rows' ? 'rows' : 'file')}
              />
            )}
            {noun === 'dataset' && (
              <Button size="xs" variant="subtle" disabled={live.preview === undefined} onClick={() => setSql(true)}>
                Show SQL
              </Button>
            )}
            <ActionIcon size={28} aria-label={isOpen ? 'Fold the preview' : 'Unfold the preview'} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? <IconChevronDown size={16} stroke={1.5} /> : <IconChevronUp size={16} stroke={1.5} />}
            </ActionIcon>
          </PreviewBar>
          {isOpen && (
            <>
              {problem !== undefined && (
                <div className={classes.failure}>
                  <ErrorLine error={problem} />
                  <Button size="xs" onClick={live.retry}>
                    Try again
                  </Button>
                </div>
              )}
              {!isAsked ? (
                <EmptyState title="Nothing to read yet">Choose a {noun} under Inputs and outputs; the result of its first rows is shown here.</EmptyState>
              ) : live.preview === undefined ? (
                live.error === undefined ? <SkeletonRows rows={6} awaited="the preview" /> : <p className={classes.nothing}>The result is shown here once the settings hold.</p>
              ) : file !== undefined && view === 'file' ? (
                <FileSketch file={file} folder={slots[0]?.name ?? 'the output folder'} isOld={!live.isFresh} />
              ) : (
                <PreviewGrid projectKey={projectKey} label="Preview of the result" columns={live.preview.columns} total={live.preview.total} cell={live.cell} onView={live.onView} isOld={!live.isFresh} />
              )}
            </>
          )}
        </section>
        {isSql && <SqlDialog sql={live.preview?.sql ?? ''} onClose={() => setSql(false)} />}
      </div>
    </VisualContext.Provider>
  );

  return (
    <RecipeFrame
      {...props}
      edit={edit}
      form={form}
      settings={settings}
      foresee={foreseeing({ queryClient, projectKey, recipeId: recipe.id, ask: { ...ask, slot: shownSlot }, flow, outputs: draft.outputs })}
      panel={
        <>
          <OutputColumns columns={shownColumns} renames={canRename ? draft.params.renames : undefined} onRenames={canRename ? (renames) => onPut({ renames }) : undefined} />
          <ReadsAndWrites projectKey={projectKey} type={type} draft={draft} items={flow.items} />
        </>
      }
    />
  );
}
