/** A project's variables: its own, those of this place only, and what is in force together with the instance's. */
import { Button } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, meQuery, projectQuery, take } from '@/api';
import type { components } from '@/api/schema.gen';
import { useProjectKey } from '@/lib/params';
import { ErrorLine, ErrorState, Page, say, Sheet, SheetBar, SheetFoot, SkeletonRows } from '@/ui';
import { InstanceVariables } from './InstanceVariables';
import { problemsOf, rowsOf, valuesOf } from './variableRows';
import classes from './Variables.module.css';
import { VariableTable } from './VariableTable';

type ProjectVariables = components['schemas']['ProjectVariablesOut'];

const variablesQuery = (key: string) =>
  queryOptions({
    queryKey: [...keys.project(key), 'variables'],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/variables', { params: { path: { key } }, signal })),
  });

export default function VariablesPage() {
  const key = useProjectKey();
  const project = useQuery(projectQuery(key));
  const variables = useQuery(variablesQuery(key));
  const me = useQuery(meQuery());
  return (
    <Page documentTitle={`Variables - ${project.data?.name ?? key}`} isScrolling>
      <Sheet className={classes.sheet} label="Variables">
        <SheetBar title="Variables" />
        {variables.error ? (
          <ErrorState error={variables.error} what="the variables" onRetry={() => void variables.refetch()} />
        ) : variables.data && project.data ? (
          <Editor key={JSON.stringify([variables.data.standard, variables.data.local])} projectKey={key} found={variables.data} isReadOnly={project.data.permission === 'READ_CONF'} />
        ) : (
          <SkeletonRows rows={6} height={44} awaited="the variables" />
        )}
      </Sheet>
      {me.data?.is_admin === true && <InstanceVariables />}
    </Page>
  );
}

function Editor({ projectKey, found, isReadOnly }: { projectKey: string; found: ProjectVariables; isReadOnly: boolean }) {
  const [standard, setStandard] = useState(() => rowsOf(found.standard));
  const [local, setLocal] = useState(() => rowsOf(found.local));
  const queryClient = useQueryClient();
  const problems = { standard: problemsOf(standard), local: problemsOf(local) };
  const wrong = problems.standard.size + problems.local.size;
  const isDirty = wrong > 0 || JSON.stringify([valuesOf(standard), valuesOf(local)]) !== JSON.stringify([found.standard, found.local]);
  const saving = useMutation({
    mutationFn: () => take(api.PUT('/api/projects/{key}/variables', { params: { path: { key: projectKey } }, body: { standard: valuesOf(standard), local: valuesOf(local) } })),
    onSuccess: (result) => {
      queryClient.setQueryData(variablesQuery(projectKey).queryKey, result);
      void queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      say('Saved');
    },
  });
  return (
    <>
      <section className={classes.part} aria-label="Project variables">
        <h2>Project</h2>
        <p className={classes.intro}>
          Write <code>{'${name}'}</code> in any setting of a recipe or macro, and <code>{'$${name}'}</code> for the characters themselves. Code gets them with <code>dataiku.get_custom_variables()</code>.
        </p>
        <VariableTable label="Project variables" rows={standard} problems={problems.standard} isReadOnly={isReadOnly} onChange={setStandard} />
      </section>
      <section className={classes.part} aria-label="Local variables">
        <h2>Local</h2>
        <p className={classes.intro}>They hide project variables of the same name here, and do not go with the project to another place.</p>
        <VariableTable label="Local variables" rows={local} problems={problems.local} isReadOnly={isReadOnly} onChange={setLocal} />
      </section>
      {found.in_force.length > 0 && (
        <section className={classes.part} aria-label="In force">
          <h2>In force</h2>
          <p className={classes.intro}>What settings get, as saved: local before project before the whole Atelier.</p>
          <table className={`${classes.table ?? ''} ${classes.force ?? ''}`}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Text</th>
                <th scope="col">Set in</th>
              </tr>
            </thead>
            <tbody>
              {found.in_force.map((one) => (
                <tr key={one.name}>
                  <td>{one.name}</td>
                  <td className={one.problem === null ? classes.code : classes.problem}>{one.problem ?? one.text}</td>
                  <td>{one.where}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {!isReadOnly && (
        <SheetFoot>
          <span className={classes.foot}>
            <ErrorLine error={saving.error} />
          </span>
          <Button variant={wrong > 0 ? 'default' : 'filled'} disabled={!isDirty || wrong > 0} loading={saving.isPending} onClick={() => saving.mutate()}>
            {isDirty ? 'Save' : 'Saved'}
          </Button>
        </SheetFoot>
      )}
    </>
  );
}
