import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, meQuery, take, type Me } from '@/api';
import { ErrorLine, say, Skeleton } from '@/ui';
import classes from './Settings.module.css';

export function ProfileForm() {
  const { data: me } = useQuery(meQuery());
  return (
    <section>
      <h2>Name</h2>
      {me ? <Form me={me} /> : <Skeleton height={96} />}
    </section>
  );
}

function Form({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(me.display_name);
  const [email, setEmail] = useState(me.email ?? '');
  const save = useMutation({
    mutationFn: () => take(api.PATCH('/api/auth/me', { body: { display_name: name.trim(), email: email.trim() === '' ? null : email.trim() } })),
    onSuccess: (changed) => {
      queryClient.setQueryData(keys.me(), changed);
      say('Saved');
    },
  });
  const isSame = name.trim() === me.display_name && email.trim() === (me.email ?? '');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput label="Login" value={me.login} disabled description="The login stays as it is" />
      <TextInput label="Name shown to others" autoComplete="name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput label="E-mail" type="email" autoComplete="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <ErrorLine error={save.error} />
      <Button type="submit" disabled={isSame || name.trim() === ''} loading={save.isPending}>
        Save
      </Button>
    </form>
  );
}
