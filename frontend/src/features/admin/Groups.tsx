import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, take } from '@/api';
import { confirm, ErrorLine, ErrorState, sayError, SkeletonRows } from '@/ui';
import classes from './Admin.module.css';
import { groupsQuery } from './queries';

export function Groups() {
  const list = useQuery(groupsQuery());
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.groups() });
  const make = useMutation({
    mutationFn: () => take(api.POST('/api/admin/groups', { body: { name: name.trim(), description: '' } })),
    onSuccess: async () => {
      setName('');
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (group: string) => take(api.DELETE('/api/admin/groups/{name}', { params: { path: { name: group } } })),
    onError: sayError,
    onSettled: refresh,
  });
  async function askAndRemove(group: string, members: number) {
    const agreed = await confirm({
      title: `Delete the group ${group}`,
      children: `Its ${members === 1 ? 'one member loses' : `${members} members lose`} what the group was allowed to do.`,
      confirm: 'Delete the group',
      isDestructive: true,
    });
    if (agreed) remove.mutate(group);
  }
  return (
    <section>
      <div className={classes.head}>
        <h2>Groups</h2>
      </div>
      <form
        className={classes.person}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput aria-label="Name of a new group" placeholder="Name of a new group" value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Button type="submit" disabled={name.trim() === ''} loading={make.isPending}>
          Make a group
        </Button>
      </form>
      <ErrorLine error={make.error} />
      {list.isPending && <SkeletonRows rows={2} height={40} />}
      {list.isError && <ErrorState error={list.error} what="the groups" onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className={classes.meta}>There is no group yet. A group gives several people the same rights in a project at once.</p>}
      {list.data && list.data.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Members</th>
              <th scope="col">
                <span className="visually-hidden">Delete</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.data.map((group) => (
              <tr key={group.name}>
                <td>
                  <div className={classes.name}>{group.name}</div>
                  <div className={classes.meta}>{group.description}</div>
                </td>
                <td>{group.members.join(', ') || '·'}</td>
                <td>
                  <Button size="xs" variant="outline" color="failed" aria-label={`Delete ${group.name}`} onClick={() => void askAndRemove(group.name, group.members.length)}>
                    Delete
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
