import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import { ErrorLine, ErrorState, SkeletonRows } from '@/ui';
import classes from '@/ui/layout/Settings.module.css';

type Permission = components['schemas']['RightIn']['permission'];

const LEVELS: readonly { value: Permission; label: string }[] = [
  { value: 'READ_CONF', label: 'May look' },
  { value: 'WRITE_CONF', label: 'May change and run' },
  { value: 'ADMIN', label: 'May change, run and give rights' },
];

/** Which groups may do what. People get rights through their groups; the owner and administrators have all. */
export function ProjectRights({ projectKey, canChange }: { projectKey: string; canChange: boolean }) {
  const queryClient = useQueryClient();
  const path = { params: { path: { key: projectKey } } };
  const list = useQuery({
    queryKey: keys.rights(projectKey),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/rights', { ...path, signal })),
    enabled: canChange,
  });
  const save = useMutation({
    mutationFn: (rights: { group: string; permission: Permission }[]) => take(api.PUT('/api/projects/{key}/rights', { ...path, body: { rights } })),
    onSuccess: (saved) => queryClient.setQueryData(keys.rights(projectKey), saved),
  });
  if (!canChange) return null;
  const rights = (list.data?.rights ?? []).map((right) => ({ group: right.group, permission: right.permission }));
  const free = (list.data?.groups ?? []).filter((group) => !rights.some((right) => right.group === group));
  return (
    <section>
      <h2>Rights</h2>
      <p className={classes.intro}>People get rights through their groups. The owner{list.data ? `, ${list.data.owner},` : ''} and administrators may do everything.</p>
      {list.isPending && <SkeletonRows rows={3} height={40} />}
      {list.isError && <ErrorState error={list.error} what="the rights" onRetry={() => void list.refetch()} />}
      {list.data && rights.length === 0 && <p className={classes.intro}>No group has been let in yet.</p>}
      {rights.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">What it may do</th>
              <th scope="col">
                <span className="visually-hidden">Take away</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rights.map((right) => (
              <tr key={right.group}>
                <td className={classes.name}>{right.group}</td>
                <td>
                  <Select
                    aria-label={`What ${right.group} may do`}
                    data={LEVELS}
                    value={right.permission}
                    allowDeselect={false}
                    onChange={(level) => save.mutate(rights.map((one) => (one.group === right.group ? { ...one, permission: level as Permission } : one)))}
                  />
                </td>
                <td>
                  <Button size="xs" variant="outline" color="failed" aria-label={`Take the rights of ${right.group} away`} onClick={() => save.mutate(rights.filter((one) => one.group !== right.group))}>
                    Take away
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.data && free.length > 0 && (
        <Select
          className={classes.form}
          label="Let a group in"
          placeholder="Choose a group"
          data={free}
          value={null}
          onChange={(group) => group !== null && save.mutate([...rights, { group, permission: 'READ_CONF' }])}
        />
      )}
      {list.data?.groups.length === 0 && <p className={classes.intro}>There is no group yet: administrators make them under Administration.</p>}
      <ErrorLine error={save.error} />
    </section>
  );
}
