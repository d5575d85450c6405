import { Tabs } from '@mantine/core';
import { getHotkeyHandler, useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { FlowOut, RecipeType } from '@/api';
import { ObjectHead, Page, Sheet } from '@/ui';
import { goToField, ParamsForm, SectionNav, useParamsForm } from '../forms';
import { RecipeIcon, recipeFact } from '../items';
import { ConflictDialog } from './ConflictDialog';
import { HistoryTab } from './HistoryTab';
import { InputsTab } from './InputsTab';
import { LeaveGuard } from './LeaveGuard';
import { ModelSummary } from './ModelSummary';
import classes from './Recipe.module.css';
import { RecipeFoot } from './RecipeFoot';
import { RecipePanel } from './RecipePanel';
import { revisionsQuery, type RecipeOut } from './recipeQueries';
import { useRecipeDraft } from './useRecipeDraft';

const route = getRouteApi('/shell/projects/$key/recipes/$id');

interface RecipeEditorProps {
  projectKey: string;
  projectName: string;
  recipe: RecipeOut;
  type: RecipeType;
  flow: FlowOut;
}

export function RecipeEditor({ projectKey, projectName, recipe, type, flow }: RecipeEditorProps) {
  const search = route.useSearch();
  const navigate = useNavigate();
  const edit = useRecipeDraft(projectKey, recipe);
  const { draft } = edit;
  const form = useParamsForm({
    type,
    server: { kind: 'recipe', projectKey, id: recipe.id, inputs: draft.inputs },
    values: draft.params,
    refused: edit.refused,
  });
  const revisions = useQuery(revisionsQuery(projectKey, recipe.id));
  const [section, setSection] = useState(search.section ?? form.sections[0]);
  const onFlow = flow.recipes.find((one) => one.id === recipe.id);
  const tab = search.tab ?? 'settings';
  const blocked = form.problemCount;

  const go = (to: string | null) => void navigate({ to: '.', search: (old) => ({ ...old, tab: to === 'settings' ? undefined : (to ?? undefined) }), replace: true });
  const save = () => void edit.save().then((isSaved) => !isSaved && goToFirst());
  const goToFirst = () => {
    const name = [...form.problems.params.keys()][0];
    if (name !== undefined) goToField(name);
  };
  const run = () => {
    if (blocked > 0) goToFirst();
    else if (!edit.isStarting && !edit.isSaving) void edit.run();
  };
  const keys = [
    ['mod+S', save],
    ['mod+Enter', run],
  ] as [string, () => void][];
  useHotkeys(keys, []);

  useEffect(() => {
    if (search.field !== undefined) goToField(search.field);
  }, [search.field]);

  return (
    <Page
      documentTitle={`${edit.isDirty ? '• ' : ''}${recipe.name} - ${projectName}`}
      panelLabel="What the settings mean"
      panel={<RecipePanel projectKey={projectKey} type={type} draft={draft} form={form} items={flow.items} onFlow={onFlow} />}
    >
      <Sheet className={classes.sheet} label={recipe.name}>
        <ObjectHead
          shape={<RecipeIcon recipe={type} size={32} />}
          trail={
            <>
              <Link to="/projects/$key/flow" params={{ key: projectKey }}>
                Flow
              </Link>
              {' › '}
              {type.label}
            </>
          }
          title={recipe.name}
          actions={
            <span className={classes.savedBy}>
              {recipe.revision > edit.revision ? `${recipe.updated_by} has saved since you began` : onFlow ? recipeFact(onFlow) : ''}
            </span>
          }
        />
        <Tabs value={tab} onChange={go} className={classes.tabs} keepMounted={false}>
          <Tabs.List className={classes.tabList}>
            <Tabs.Tab value="io">Inputs and outputs{form.problems.roles.size > 0 && <span className={classes.tabError}>1 error</span>}</Tabs.Tab>
            <Tabs.Tab value="settings">Settings</Tabs.Tab>
            <Tabs.Tab value="history">
              History <span className={classes.tabCount}>{revisions.data?.length ?? ''}</span>
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="io" className={classes.panel}>
            <InputsTab type={type} items={flow.items} recipes={flow.recipes} recipeId={recipe.id} draft={draft} problems={form.problems.roles} onChange={edit.setRole} />
          </Tabs.Panel>
          <Tabs.Panel value="settings" className={classes.settings}>
            <SectionNav form={form} current={section} onGo={setSection} />
            {/* The browser gives Ctrl+S to the field that has the cursor; the form takes it from there. */}
            {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
            <div className={classes.fields} onKeyDown={getHotkeyHandler(keys)}>
              <p className={classes.description}>{type.description}</p>
              <ModelSummary projectKey={projectKey} type={type} inputs={draft.inputs} />
              <ParamsForm form={form} projectKey={projectKey} onChange={edit.setParam} />
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="history" className={classes.panel}>
            <HistoryTab projectKey={projectKey} recipeId={recipe.id} form={form} current={draft.params} onTake={edit.setParams} />
          </Tabs.Panel>
        </Tabs>
        <RecipeFoot form={form} edit={edit} onSave={save} onRun={run} onMend={goToFirst} />
      </Sheet>
      {edit.conflict && <ConflictDialog form={form} mine={draft.params} base={edit.saved.params} conflict={edit.conflict} onSettle={edit.rebase} onClose={edit.keepEditing} />}
      <LeaveGuard isDirty={edit.isDirty && !edit.isStarting} form={form} saved={edit.saved.params} onSave={edit.save} />
    </Page>
  );
}
