/** The frame of every recipe's editor: head, tabs, foot, keys, conflicts, and the question before columns change. */
import { Tabs } from '@mantine/core';
import { getHotkeyHandler, useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import type { FlowOut, RecipeType } from '@/api';
import { ObjectHead, Page, Sheet } from '@/ui';
import { countOf, goToField, type ParamsFormState } from '../forms';
import { RecipeIcon, recipeFact } from '../items';
import { SchemaDialog, type OutputChange } from '../preview';
import { ConflictDialog } from './ConflictDialog';
import { HistoryTab } from './HistoryTab';
import { InputsTab } from './InputsTab';
import { LeaveGuard } from './LeaveGuard';
import classes from './Recipe.module.css';
import { RecipeFoot } from './RecipeFoot';
import { revisionsQuery, type RecipeOut } from './recipeQueries';
import type { RecipeDraft } from './useRecipeDraft';

const route = getRouteApi('/shell/projects/$key/recipes/$id');

export interface RecipeEditorProps {
  projectKey: string;
  projectName: string;
  recipe: RecipeOut;
  type: RecipeType;
  flow: FlowOut;
}

interface RecipeFrameProps extends RecipeEditorProps {
  edit: RecipeDraft;
  form: ParamsFormState;
  /** The first tab: the settings, or whatever stands for them. */
  settings: ReactNode;
  settingsLabel?: string;
  panel?: ReactNode;
  /** Problems that only this editor knows of, beside those of the form. */
  moreProblems?: number;
  /** Go to the first problem that only this editor knows of. */
  onMend?: () => void;
  /** What the foot says of the settings, in place of the count of changed fields. */
  summary?: string;
  /** Foresee how the columns of outputs would change; asked before each save and run. */
  foresee?: () => Promise<OutputChange[]>;
  actions?: ReactNode;
}

export function RecipeFrame(props: RecipeFrameProps) {
  const { projectKey, projectName, recipe, type, flow, edit, form, settings, settingsLabel = 'Settings', panel, moreProblems = 0, onMend, summary, foresee, actions } = props;
  const search = route.useSearch();
  const navigate = useNavigate();
  const revisions = useQuery(revisionsQuery(projectKey, recipe.id));
  const [asked, setAsked] = useState<{ deed: 'save' | 'run'; changes: OutputChange[] }>();
  const [accepted, setAccepted] = useState('');
  const onFlow = flow.recipes.find((one) => one.id === recipe.id);
  const tab = search.tab ?? 'settings';
  const problems = form.problemCount + moreProblems;

  const go = (to: string | null) => void navigate({ to: '.', search: (old) => ({ ...old, tab: to === 'settings' ? undefined : (to ?? undefined) }), replace: true });
  const goToFirst = () => {
    const name = [...form.problems.params.keys()][0];
    if (form.problems.roles.size > 0) {
      go('io');
      return;
    }
    go('settings');
    if (moreProblems > 0 && onMend !== undefined) onMend();
    else if (name !== undefined) goToField(name);
  };
  const carryOut = (deed: 'save' | 'run', below: readonly string[] = []) => {
    if (deed === 'run') void edit.run(below);
    else void edit.save().then((isSaved) => !isSaved && goToFirst());
  };
  const begin = async (deed: 'save' | 'run') => {
    const changes = (await foresee?.()) ?? [];
    if (changes.length === 0 || JSON.stringify(changes) === accepted) carryOut(deed);
    else setAsked({ deed, changes });
  };
  const save = () => {
    if (edit.isDirty && !edit.isSaving) void begin('save');
  };
  const run = () => {
    if (countOf(form.standing) + moreProblems > 0) goToFirst();
    else if (!edit.isStarting) void begin('run');
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
    <Page documentTitle={`${edit.isDirty ? '• ' : ''}${recipe.name} - ${projectName}`} panelLabel="What the settings mean" panel={panel}>
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
            <>
              <span className={classes.savedBy}>
                {recipe.revision > edit.revision ? `${recipe.updated_by} has saved since you began` : onFlow ? recipeFact(onFlow) : ''}
              </span>
              {actions}
            </>
          }
        />
        <Tabs value={tab} onChange={go} className={classes.tabs} keepMounted={false}>
          <Tabs.List className={classes.tabList}>
            <Tabs.Tab value="io">Inputs and outputs{form.problems.roles.size > 0 && <span className={classes.tabError}>1 error</span>}</Tabs.Tab>
            <Tabs.Tab value="settings">{settingsLabel}</Tabs.Tab>
            <Tabs.Tab value="history">
              History <span className={classes.tabCount}>{revisions.data?.length ?? ''}</span>
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="io" className={classes.panel}>
            <InputsTab type={type} items={flow.items} recipes={flow.recipes} recipeId={recipe.id} draft={edit.draft} problems={form.problems.roles} onChange={edit.setRole} />
          </Tabs.Panel>
          {/* The browser gives Ctrl+S to the field that has the cursor; the form takes it from there. */}
          <Tabs.Panel value="settings" className={classes.settings} onKeyDown={getHotkeyHandler(keys)}>
            {settings}
          </Tabs.Panel>
          <Tabs.Panel value="history" className={classes.panel}>
            <HistoryTab projectKey={projectKey} recipeId={recipe.id} form={form} current={edit.draft.params} onTake={edit.setParams} />
          </Tabs.Panel>
        </Tabs>
        <RecipeFoot form={form} edit={edit} problems={problems} summary={summary} onSave={save} onRun={run} onMend={goToFirst} />
      </Sheet>
      {asked !== undefined && (
        <SchemaDialog
          projectKey={projectKey}
          recipeId={recipe.id}
          params={edit.draft.params}
          changes={asked.changes}
          deed={asked.deed}
          onClose={() => setAsked(undefined)}
          onGoOn={(below) => {
            setAccepted(JSON.stringify(asked.changes));
            setAsked(undefined);
            carryOut(asked.deed, below);
          }}
        />
      )}
      {edit.conflict && <ConflictDialog form={form} mine={edit.draft.params} base={edit.saved.params} conflict={edit.conflict} onSettle={edit.rebase} onClose={edit.keepEditing} />}
      <LeaveGuard isDirty={edit.isDirty && !edit.isStarting} form={form} saved={edit.saved.params} onSave={edit.save} />
    </Page>
  );
}
