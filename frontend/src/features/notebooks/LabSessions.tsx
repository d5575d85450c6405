/** JupyterLab sessions that run: whose, what is open in them, how long nobody used them, and stopping them. */
import { Anchor, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, keys, take } from '@/api';
import { ago, dateTime } from '@/lib/format';
import { Avatar, confirm, ErrorLine, say, sayError } from '@/ui';
import classes from './LabSessions.module.css';
import { sessionsQuery, type LabSession } from './notebookQueries';

interface LabSessionsProps {
  /** Only those of one project; all that the person may see without. */
  projectKey?: string;
  /** What is said when none runs; without it, nothing is shown then. */
  none?: string;
}

export function LabSessions({ projectKey, none }: LabSessionsProps) {
  const found = useQuery(sessionsQuery());
  const queryClient = useQueryClient();
  const stopping = useMutation({
    mutationFn: (id: string) => take(api.DELETE('/api/notebook-sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSuccess: (done) => say(done.message),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.notebookSessions() }),
  });
  const stop = async (session: LabSession) => {
    const isSure = await confirm({
      title: session.is_mine ? 'Stop your JupyterLab?' : `Stop the JupyterLab of ${session.display_name}?`,
      children: 'Its kernels end with all variables in them. Notebooks stay as they were last saved.',
      confirm: 'Stop it',
      isDestructive: true,
    });
    if (isSure) stopping.mutate(session.id);
  };
  const sessions = (found.data ?? []).filter((one) => projectKey === undefined || one.project_key === projectKey);
  if (found.error) return <ErrorLine error={found.error} />;
  if (sessions.length === 0 && (none === undefined || !found.data)) return null;
  return (
    <section className={classes.part} aria-label="Running in JupyterLab">
      <h2>Running in JupyterLab</h2>
      {sessions.length === 0 && <p className={classes.none}>{none}</p>}
      <ul className={classes.list}>
        {sessions.map((one) => (
          <li key={one.id} className={classes.session}>
            <Avatar name={one.display_name} />
            <div className={classes.words}>
              <div className={classes.who}>
                {one.display_name}
                {projectKey === undefined && (
                  <>
                    {' in '}
                    <Anchor renderRoot={(props) => <Link {...props} to="/projects/$key/notebooks" params={{ key: one.project_key }} />}>{one.project_key}</Anchor>
                  </>
                )}
              </div>
              <div className={classes.what}>{kernelWords(one)}</div>
              <div className={classes.when}>{idleWords(one)}</div>
            </div>
            <Button size="xs" aria-label={`Stop the JupyterLab of ${one.display_name} in ${one.project_key}`} loading={stopping.isPending && stopping.variables === one.id} onClick={() => void stop(one)}>
              Stop
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "Accuracy joined (computing), Audit labels". */
export function kernelWords({ kernels }: LabSession): string {
  if (kernels.length === 0) return 'no kernel runs';
  return kernels.map((one) => `${one.notebook.replace(/\.ipynb$/, '')}${one.is_busy ? ' (computing)' : ''}`).join(', ');
}

/** "used 4 min ago, ends when nobody used it for 60 min". */
export function idleWords(session: LabSession, now: Date = new Date()): string {
  const last = ago(session.last_used_at, now);
  const isBusy = session.kernels.some((one) => one.is_busy);
  const used = isBusy ? 'in use' : last === 'now' ? 'used just now' : /(min|h)$/.test(last) ? `used ${last} ago` : `used ${last}`;
  return `${used}, since ${dateTime(session.started_at)}; ends when nobody used it for ${String(Math.round(session.ends_when_idle_minutes))} min`;
}
