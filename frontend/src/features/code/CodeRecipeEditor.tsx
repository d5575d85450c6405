/** The editor of a code recipe: the code, what is wrong with it, where the last run stopped, and pieces to put in. */
import { Button, NumberInput } from '@mantine/core';
import { IconChecks, IconTable } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { counted } from '@/lib/format';
import { jobPath } from '@/lib/paths';
import { ErrorLine, SkeletonRows } from '@/ui';
import { useParamsForm } from '../forms';
import { jobQuery } from '../jobs';
import { PreviewBar, PreviewGrid, usePreview, type PreviewAsk } from '../preview';
import { RecipeFrame, useRecipeDraft, type RecipeEditorProps } from '../recipes';
import { CodeEditor, type CodeEditorHandle, type CodeProblem } from './CodeEditor';
import classes from './CodeRecipe.module.css';
import { snippetsQuery, validateCode } from './codeQueries';
import { failedAtOf } from './failedLine';
import { SnippetPanel } from './SnippetPanel';

const NO_WORDS: readonly string[] = [];

export function CodeRecipeEditor(props: RecipeEditorProps) {
  const { projectKey, recipe, type, flow } = props;
  const edit = useRecipeDraft(projectKey, recipe);
  const { draft } = edit;
  const form = useParamsForm({ type, server: { kind: 'recipe', projectKey, id: recipe.id, inputs: draft.inputs }, values: draft.params, refused: edit.refused });
  const isSql = type.type === 'sql-query';
  const code = typeof draft.params.code === 'string' ? draft.params.code : '';
  const minutes = draft.params.time_limit_minutes;
  const handle = useRef<CodeEditorHandle>(undefined);
  const keep = useCallback((given: CodeEditorHandle | undefined) => {
    handle.current = given;
  }, []);

  const roles = JSON.stringify([recipe.inputs, recipe.outputs, recipe.revision]);
  const help = useQuery(snippetsQuery(projectKey, recipe.id, roles));
  const ask = { params: draft.params, inputs: draft.inputs, outputs: draft.outputs };
  const check = useMutation({ mutationFn: (asked: typeof ask) => validateCode(projectKey, recipe.id, asked) });
  // What was said is of the code as it was then: the next key press takes the marks away.
  const checked = check.data !== undefined && check.variables.params.code === code ? check.data : undefined;
  const problems = useMemo(() => checked?.problems as readonly CodeProblem[] | undefined, [checked]);
  const [tried, setTried] = useState<PreviewAsk>();

  const onFlow = flow.recipes.find((one) => one.id === recipe.id);
  const lastJob = useQuery({ ...jobQuery(projectKey, onFlow?.job_id ?? 0), enabled: onFlow?.job_id != null && onFlow.state === 'failed' });
  const activity = lastJob.data?.activities.find((one) => one.id === onFlow?.activity_id);
  const failed = onFlow?.state === 'failed' && code === edit.saved.params.code ? failedAtOf(activity?.error) : undefined;

  const settings = (
    <div className={classes.studio}>
      <div className={classes.bar}>
        <Button size="xs" leftSection={<IconChecks size={15} stroke={1.5} />} loading={check.isPending} onClick={() => check.mutate(ask)}>
          Validate
        </Button>
        {isSql && (
          <Button size="xs" leftSection={<IconTable size={15} stroke={1.5} />} onClick={() => setTried({ params: draft.params, inputs: draft.inputs })}>
            Preview
          </Button>
        )}
        <span className={classes.said} role="status">
          {checked === undefined ? '' : checked.problems.length > 0 ? counted(checked.problems.length, 'problem') : isSql ? `It holds: ${counted(checked.columns.length, 'column')}` : 'Nothing wrong is seen'}
        </span>
        <span className={classes.barEnd}>
          <label htmlFor="time_limit_minutes">Time limit</label>
          <NumberInput
            id="time_limit_minutes"
            className={classes.limit}
            size="xs"
            value={typeof minutes === 'number' ? minutes : ''}
            min={0}
            max={1440}
            suffix=" min"
            error={form.problems.params.has('time_limit_minutes')}
            onChange={(value) => edit.setParam('time_limit_minutes', value === '' ? null : value)}
          />
        </span>
      </div>
      {failed && onFlow?.job_id != null && (
        <div className={classes.failure} role="alert">
          <button type="button" onClick={() => handle.current?.goTo(failed.line)}>
            Go to line {failed.line}
          </button>
          <span>{failed.message}</span>
          <Link {...jobPath(projectKey, onFlow.job_id)}>Log of the run</Link>
        </div>
      )}
      {check.error && (
        <div className={classes.failure}>
          <ErrorLine error={check.error} />
        </div>
      )}
      <div className={classes.code}>
        <CodeEditor
          value={code}
          language={isSql ? 'sql' : 'python'}
          label={isSql ? 'Query' : 'Python code'}
          onChange={(value) => edit.setParam('code', value)}
          problems={problems}
          failedAt={failed?.line ?? null}
          words={help.data?.words ?? NO_WORDS}
          hint={isSql ? 'SELECT ... one query over the inputs' : 'import dataiku ... or the starter code'}
          minHeight="100%"
          onReady={keep}
        />
      </div>
      {problems !== undefined && problems.length > 0 && (
        <ul className={classes.problems} aria-label="Problems">
          {problems.map((problem) => (
            <li key={`${problem.line} ${problem.column ?? 0} ${problem.message}`} data-severity={problem.severity}>
              <button type="button" onClick={() => handle.current?.goTo(problem.line, problem.column ?? 1)}>
                Line {problem.line}
              </button>
              {problem.message}
            </li>
          ))}
        </ul>
      )}
      {tried && <Tried projectKey={projectKey} recipeId={recipe.id} ask={tried} onClose={() => setTried(undefined)} />}
    </div>
  );

  const lines = code === '' ? 0 : code.trimEnd().split('\n').length;
  return (
    <RecipeFrame
      {...props}
      edit={edit}
      form={form}
      settings={settings}
      settingsLabel="Code"
      summary={counted(lines, 'line')}
      onMend={() => check.mutate(ask)}
      panel={
        <SnippetPanel
          projectKey={projectKey}
          recipeId={recipe.id}
          roles={roles}
          isUnsaved={JSON.stringify([draft.inputs, draft.outputs]) !== JSON.stringify([recipe.inputs, recipe.outputs])}
          onInsert={(text) => (handle.current ? handle.current.insert(text) : edit.setParam('code', code + text))}
        />
      }
    />
  );
}

/** The rows of a query on the first rows of its inputs, as it stood when they were asked for. */
function Tried({ projectKey, recipeId, ask, onClose }: { projectKey: string; recipeId: string; ask: PreviewAsk; onClose: () => void }) {
  const live = usePreview(projectKey, recipeId, ask);
  const { preview } = live;
  const problem = preview?.problems[0];
  return (
    <section className={classes.tried} aria-label="Preview">
      <PreviewBar live={live}>
        <Button size="xs" variant="subtle" onClick={onClose}>
          Close
        </Button>
      </PreviewBar>
      {live.error !== undefined ? (
        <div className={classes.failure}>
          <ErrorLine error={live.error} />
        </div>
      ) : problem ? (
        <p className={classes.refused}>{problem.message}</p>
      ) : preview === undefined ? (
        <SkeletonRows rows={5} awaited="the preview" />
      ) : (
        <PreviewGrid projectKey={projectKey} label="Rows that the query gives" columns={preview.columns} total={preview.total} cell={live.cell} onView={live.onView} isOld={!live.isFresh} />
      )}
    </section>
  );
}
