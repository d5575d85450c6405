/** One macro: its form, and Run, which leads to the job. */
import { Button } from '@mantine/core';
import { getHotkeyHandler, useHotkeys } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { api, ApiError, keys, macroTypesQuery, projectQuery, take, type MacroType } from '@/api';
import { counted } from '@/lib/format';
import { useMacroType, useProjectKey } from '@/lib/params';
import { jobPath } from '@/lib/paths';
import { ErrorLine, ErrorState, isGlyph, ItemShape, ObjectHead, Page, Section, Sheet, SheetFoot, SkeletonRows } from '@/ui';
import { countOf, goToField, ParamsForm, useParamsForm } from '../forms';
import classes from './Macros.module.css';
import { RecentRuns } from './RecentRuns';

export default function MacroPage() {
  const key = useProjectKey();
  const wanted = useMacroType();
  const macros = useQuery(macroTypesQuery());
  const macro = macros.data?.find((one) => one.type === wanted);
  if (macro) return <MacroForm key={macro.type} projectKey={key} macro={macro} />;
  return (
    <Page documentTitle="Macro">
      <Sheet>
        {macros.isPending ? (
          <SkeletonRows rows={8} awaited="the macro" />
        ) : macros.error ? (
          <ErrorState error={macros.error} what="the macro" onRetry={() => void macros.refetch()} />
        ) : (
          <ErrorState
            error={new Error(`There is no macro called ${wanted} here.`)}
            actions={
              <Button renderRoot={(root) => <Link {...root} to="/projects/$key/macros" params={{ key }} />}>See all macros</Button>
            }
          />
        )}
      </Sheet>
    </Page>
  );
}

function startValues(macro: MacroType): Record<string, unknown> {
  const properties = Object.keys((macro.params_schema.properties ?? {}));
  return Object.fromEntries(properties.map((name) => [name, Object.hasOwn(macro.defaults, name) ? macro.defaults[name] : '']));
}

function MacroForm({ projectKey, macro }: { projectKey: string; macro: MacroType }) {
  const [values, setValues] = useState(() => startValues(macro));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const project = useQuery(projectQuery(projectKey));
  const run = useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/macros/{type}/run', { params: { path: { key: projectKey, type: macro.type } }, body: { params: values } })),
    onSuccess: async (job) => {
      void queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      void queryClient.invalidateQueries({ queryKey: keys.jobs(projectKey) });
      await navigate(jobPath(projectKey, job.id));
    },
  });
  const refused = run.error instanceof ApiError && run.error.fields.length > 0 ? run.error.fields : undefined;
  const form = useParamsForm({ type: macro, server: { kind: 'macro', projectKey, type: macro.type }, values, refused });
  const problems = form.problemCount;
  const start = () => {
    setShowsAll(true);
    const first = [...form.standing.params.keys()][0];
    if (first !== undefined) goToField(first);
    else if (countOf(form.standing) === 0 && !run.isPending) run.mutate();
  };
  const hotkeys = [['mod+Enter', start]] as [string, () => void][];
  useHotkeys(hotkeys, []);
  const isAsking = problems > 0 && (showsAll || [...form.problems.params.keys()].some((name) => touched.has(name)));

  return (
    <Page
      documentTitle={`${macro.label} - ${project.data?.name ?? projectKey}`}
      panelLabel="Recent runs"
      panel={
        <>
          <Section title="It writes">
            <ul className={classes.writes}>
              {macro.outputs.map((role) => (
                <li key={role.name}>
                  <strong>{role.label}</strong> {role.help}
                </li>
              ))}
            </ul>
          </Section>
          <Section title="Recent runs">
            <RecentRuns projectKey={projectKey} label={macro.label} />
          </Section>
        </>
      }
    >
      <Sheet className={classes.sheet} label={macro.label}>
        <ObjectHead
          shape={<ItemShape kind="folder" glyph={isGlyph(macro.icon) ? macro.icon : 'macro'} size={34} />}
          trail={
            <Link to="/projects/$key/macros" params={{ key: projectKey }}>
              Macros
            </Link>
          }
          title={macro.label}
        />
        {/* The cursor is in a field when Ctrl+Enter is pressed; the form takes the key from there. */}
        {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
        <div className={classes.form} onKeyDown={getHotkeyHandler(hotkeys)}>
          <p className={classes.about}>{macro.description}</p>
          <ParamsForm
            form={form}
            projectKey={projectKey}
            showsAll={showsAll}
            touched={touched}
            onChange={(name, value) => {
              setValues((old) => ({ ...old, [name]: value }));
              setTouched((old) => new Set([...old, name]));
              run.reset();
            }}
          />
        </div>
        {refused === undefined && run.error !== null && (
          <div className={classes.error}>
            <ErrorLine error={run.error} />
          </div>
        )}
        <SheetFoot>
          <span className={classes.hint}>The macro runs as a job: you can go on working meanwhile.</span>
          <span className={classes.footEnd}>
            {isAsking ? (
              <Button className={classes.mend} leftSection={<IconPlayerPlay size={15} stroke={1.5} />} onClick={start}>
                Fix {counted(problems, 'error')} to run
              </Button>
            ) : (
              <Button variant="filled" leftSection={<IconPlayerPlay size={15} stroke={1.5} />} loading={run.isPending} onClick={start}>
                Run
              </Button>
            )}
          </span>
        </SheetFoot>
      </Sheet>
    </Page>
  );
}
