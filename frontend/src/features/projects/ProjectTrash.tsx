import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import { dateTime } from '@/lib/format';
import { ErrorState, say, sayError, SkeletonRows } from '@/ui';
import classes from '@/ui/layout/Settings.module.css';

type Entry = components['schemas']['TrashEntry'];

/** What was deleted, the last first, each to be brought back. */
export function ProjectTrash({ projectKey, canRestore }: { projectKey: string; canRestore: boolean }) {
  const queryClient = useQueryClient();
  const list = useQuery({
    queryKey: keys.trash(projectKey),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/trash', { params: { path: { key: projectKey } }, signal })),
  });
  const restore = useMutation({
    mutationFn: (entry: Entry) =>
      take(api.POST('/api/projects/{key}/trash/{kind}/{id}/restore', { params: { path: { key: projectKey, kind: entry.kind === 'recipe' ? 'recipe' : 'item', id: entry.id } } })),
    onSuccess: (done) => say(done.message),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.project(projectKey) }),
  });
  return (
    <section>
      <h2>Trash</h2>
      {list.isPending && <SkeletonRows rows={3} height={40} />}
      {list.isError && <ErrorState error={list.error} what="the trash" onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className={classes.intro}>Nothing was deleted from this project.</p>}
      {list.data && list.data.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Deleted</th>
              <th scope="col">
                <span className="visually-hidden">Restore</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((entry) => (
              <tr key={entry.id}>
                <td>
                  <div className={classes.name}>{entry.name}</div>
                  <div className={classes.meta}>{entry.kind}</div>
                </td>
                <td>{dateTime(entry.deleted_at)}</td>
                <td>
                  {canRestore && (
                    <Button size="xs" aria-label={`Restore ${entry.name}`} loading={restore.isPending && restore.variables.id === entry.id} onClick={() => restore.mutate(entry)}>
                      Restore
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
