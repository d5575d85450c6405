import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ApiError, keys, meQuery, take } from '@/api';
import { ErrorLine, say } from '@/ui';
import classes from './Settings.module.css';

export function PasswordForm() {
  const { data: me } = useQuery(meQuery());
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const hasPassword = me?.has_password === true;
  const save = useMutation({
    mutationFn: () => take(api.PATCH('/api/auth/me', { body: { current_password: hasPassword ? current : null, new_password: next } })),
    onSuccess: (changed) => {
      queryClient.setQueryData(keys.me(), changed);
      setCurrent('');
      setNext('');
      setAgain('');
      say('The password is changed');
    },
  });
  const atField = (name: string) => (save.error instanceof ApiError ? save.error.fieldMessage(name) : undefined);
  const differs = again !== '' && again !== next ? 'The two passwords differ.' : undefined;
  return (
    <section>
      <h2>Password</h2>
      {!hasPassword && <p className={classes.intro}>You came in by a link and have no password yet. With one, you can log in without a link.</p>}
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {hasPassword && (
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            value={current}
            error={atField('current_password')}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          value={next}
          error={atField('new_password')}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <PasswordInput label="New password again" autoComplete="new-password" value={again} error={differs} onChange={(event) => setAgain(event.currentTarget.value)} />
        {atField('current_password') === undefined && atField('new_password') === undefined && <ErrorLine error={save.error} />}
        <Button type="submit" disabled={next === '' || next !== again || (hasPassword && current === '')} loading={save.isPending}>
          Change the password
        </Button>
      </form>
    </section>
  );
}
