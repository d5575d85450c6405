import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import { dateTime } from '@/lib/format';
import { ErrorState, sayError, SkeletonRows } from '@/ui';
import { sessionsQuery } from './queries';
import classes from './Settings.module.css';

/** "Chrome on Linux", from what a browser says of itself; the whole text where it says nothing known. */
export function browserName(userAgent: string): string {
  const browser = /Firefox|Edg|Chrome|Safari/.exec(userAgent)?.[0].replace('Edg', 'Edge');
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(userAgent)?.[0].replace('Mac OS X', 'macOS');
  if (browser === undefined) return userAgent === '' ? 'unknown browser' : userAgent.slice(0, 60);
  return system === undefined ? browser : `${browser} on ${system}`;
}

export function Sessions() {
  const list = useQuery(sessionsQuery());
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: (id: number) => take(api.DELETE('/api/auth/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.sessions() }),
  });
  return (
    <section>
      <h2>Signed in</h2>
      {list.isPending && <SkeletonRows rows={2} height={36} />}
      {list.isError && <ErrorState error={list.error} what="the sessions" onRetry={() => void list.refetch()} />}
      {list.data && (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Where</th>
                <th scope="col">Since</th>
                <th scope="col">Last seen</th>
                <th scope="col">
                  <span className="visually-hidden">End</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((session) => (
                <tr key={session.id}>
                  <td title={session.user_agent}>{browserName(session.user_agent)}</td>
                  <td className={classes.meta}>{dateTime(session.created_at)}</td>
                  <td className={classes.meta}>{dateTime(session.last_seen_at)}</td>
                  <td>
                    {session.current ? (
                      <span className={classes.meta}>this one</span>
                    ) : (
                      <Button size="xs" aria-label={`End the session of ${browserName(session.user_agent)}`} onClick={() => end.mutate(session.id)}>
                        End
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
