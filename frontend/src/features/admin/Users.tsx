import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import { Avatar, ErrorState, sayError, SkeletonRows } from '@/ui';
import classes from './Admin.module.css';
import { LinkDialog } from './LinkDialog';
import { usersQuery } from './queries';
import { UserDialog } from './UserDialog';

type User = components['schemas']['UserOut'];

export function Users() {
  const list = useQuery(usersQuery());
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<User | 'new'>();
  const makeLink = useMutation({
    mutationFn: (login: string) => take(api.POST('/api/admin/users/{login}/link', { params: { path: { login } } })),
    onError: sayError,
  });
  const toggle = useMutation({
    mutationFn: (user: User) => take(api.PATCH('/api/admin/users/{login}', { params: { path: { login: user.login } }, body: { disabled: !user.disabled } })),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.users() }),
  });
  return (
    <section>
      <div className={classes.head}>
        <h2>People</h2>
        <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setEdited('new')}>
          Add a person
        </Button>
      </div>
      {list.isPending && <SkeletonRows rows={4} height={44} />}
      {list.isError && <ErrorState error={list.error} what="the people" onRetry={() => void list.refetch()} />}
      {list.data && (
        <div className={classes.scroll}>
          <table className={`${classes.table ?? ''} ${classes.people ?? ''}`}>
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Groups</th>
                <th scope="col">May</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((user) => (
                <tr key={user.login}>
                  <td>
                    <span className={classes.person}>
                      <Avatar name={user.display_name} />
                      <span>
                        <div className={classes.name}>{user.display_name}</div>
                        <div className={classes.meta}>{[user.login, user.email].filter(Boolean).join(', ')}</div>
                      </span>
                    </span>
                  </td>
                  <td data-label="Groups">{user.groups.join(', ') || '·'}</td>
                  <td data-label="May">{rights(user)}</td>
                  <td>
                    <span className={classes.deeds}>
                      <Button size="xs" aria-label={`Log-in link for ${user.display_name}`} disabled={user.disabled} onClick={() => makeLink.mutate(user.login)}>
                        Log-in link
                      </Button>
                      <Button size="xs" aria-label={`Change ${user.display_name}`} onClick={() => setEdited(user)}>
                        Change
                      </Button>
                      <Button size="xs" aria-label={`${user.disabled ? 'Let in' : 'Lock out'} ${user.display_name}`} onClick={() => toggle.mutate(user)}>
                        {user.disabled ? 'Let in' : 'Lock out'}
                      </Button>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited !== undefined && <UserDialog user={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {makeLink.data && <LinkDialog link={makeLink.data} onClose={() => makeLink.reset()} />}
    </section>
  );
}

function rights(user: User): string {
  if (user.disabled) return 'locked out';
  const may = [user.is_admin ? 'administer' : '', user.may_write_code ? 'write code' : ''].filter(Boolean);
  return may.length === 0 ? 'use projects' : may.join(', ');
}
