import { Button, CopyButton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, take } from '@/api';
import { dateTime } from '@/lib/format';
import { confirm, ErrorLine, ErrorState, sayError, SkeletonRows } from '@/ui';
import { apiKeysQuery } from './queries';
import classes from './Settings.module.css';

/** Keys for scripts: made here, shown once, revoked here. */
export function ApiKeys() {
  const list = useQuery(apiKeysQuery());
  const queryClient = useQueryClient();
  const [label, setLabel] = useState('');
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.apiKeys() });
  const make = useMutation({
    mutationFn: () => take(api.POST('/api/auth/api-keys', { body: { label: label.trim() } })),
    onSuccess: async () => {
      setLabel('');
      await refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (id: string) => take(api.DELETE('/api/auth/api-keys/{key_id}', { params: { path: { key_id: id } } })),
    onError: sayError,
    onSettled: refresh,
  });
  async function askAndRevoke(id: string, name: string) {
    const agreed = await confirm({
      title: `Revoke the key ${name}`,
      children: 'Scripts that use it are refused from now on. It cannot be brought back.',
      confirm: 'Revoke the key',
      isDestructive: true,
    });
    if (agreed) revoke.mutate(id);
  }
  return (
    <section>
      <h2>API keys</h2>
      <p className={classes.intro}>A script with your key may do what you may do. It works with the open dataikuapi client too.</p>
      <form
        className={classes.line}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput label="What the key is for" placeholder="Notebook" value={label} onChange={(event) => setLabel(event.currentTarget.value)} />
        <Button type="submit" disabled={label.trim() === ''} loading={make.isPending}>
          Make a key
        </Button>
      </form>
      <ErrorLine error={make.error} />
      {make.data && (
        <div className={classes.made} role="status">
          Copy the key now: it is shown this once.
          <div className={classes.secret}>
            <code>{make.data.key}</code>
            <CopyButton value={make.data.key}>
              {({ copied, copy }) => (
                <Button size="xs" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          </div>
        </div>
      )}
      {list.isPending && <SkeletonRows rows={2} height={36} />}
      {list.isError && <ErrorState error={list.error} what="the keys" onRetry={() => void list.refetch()} />}
      {list.data && list.data.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">For</th>
                <th scope="col">Begins with</th>
                <th scope="col">Made</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <span className="visually-hidden">Revoke</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((key) => (
                <tr key={key.id}>
                  <td>{key.label}</td>
                  <td>
                    <code>{key.prefix}</code>
                  </td>
                  <td className={classes.meta}>{dateTime(key.created_at)}</td>
                  <td className={classes.meta}>{key.last_used_at === null ? 'never' : dateTime(key.last_used_at)}</td>
                  <td>
                    <Button size="xs" variant="outline" color="failed" aria-label={`Revoke ${key.label}`} onClick={() => void askAndRevoke(key.id, key.label)}>
                      Revoke
                    </Button>
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
