/** What stands where an item was: it may lie in the trash, from which it can come back. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, keys, take } from '@/api';
import { ErrorLine, ErrorState } from '@/ui';

interface GoneItemProps {
  projectKey: string;
  id: string;
  kind?: 'item' | 'recipe';
  error: unknown;
}

export function GoneItem({ projectKey, id, kind = 'item', error }: GoneItemProps) {
  const queryClient = useQueryClient();
  const trash = useQuery({
    queryKey: keys.trash(projectKey),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/trash', { params: { path: { key: projectKey } }, signal })),
  });
  const restore = useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/trash/{kind}/{id}/restore', { params: { path: { key: projectKey, kind, id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.project(projectKey) }),
  });
  const inTrash = trash.data?.find((entry) => entry.id === id);
  return (
    <>
      <ErrorState
        error={inTrash ? new Error(`${inTrash.name} is in the trash`) : error}
        actions={
          <>
            {inTrash && (
              <Button loading={restore.isPending} onClick={() => restore.mutate()}>
                Restore it
              </Button>
            )}
            <Button renderRoot={(root) => <Link {...root} to="/projects/$key/flow" params={{ key: projectKey }} />}>
              Go to the flow
            </Button>
          </>
        }
      />
      <ErrorLine error={restore.error} />
    </>
  );
}
