/** Signing in with a password, or with the one-time link that the server prints when it starts. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { api, keys, take } from '@/api';
import { ErrorLine, Mark, useDocumentTitle, Waiting } from '@/ui';
import classes from './LoginPage.module.css';

export default function LoginPage() {
  useDocumentTitle('Log in');
  const { token } = useSearch({ from: '/login' });
  const enter = useEnter();
  const useLink = useMutation({
    mutationFn: (secret: string) => take(api.POST('/api/auth/link', { body: { token: secret } })),
    onSuccess: enter,
  });
  const { mutate } = useLink;
  const isSent = useRef(false);
  useEffect(() => {
    if (token === undefined || isSent.current) return;
    isSent.current = true; // A link works once: strict mode runs effects twice in development.
    mutate(token);
  }, [token, mutate]);

  return (
    <main className={classes.desk}>
      <section className={classes.sheet} aria-labelledby="welcome">
        <div className={classes.brand}>
          <Mark size={40} />
          <h1 id="welcome">Atelier</h1>
          <p>Teach networks to see, one flow at a time.</p>
        </div>
        {token !== undefined && !useLink.isError ? (
          <Waiting awaited="the log-in link to be checked">
            <p className={classes.checking}>Checking the link</p>
          </Waiting>
        ) : (
          <>
            <ErrorLine error={useLink.error} />
            <PasswordForm onDone={enter} />
          </>
        )}
      </section>
    </main>
  );
}

/** Go where the person wanted to go, and keep the secret of a link out of the history. */
function useEnter() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { to } = useSearch({ from: '/login' });
  return async (me: Awaited<ReturnType<typeof logIn>>) => {
    queryClient.setQueryData(keys.me(), me);
    await router.navigate({ href: to ?? '/', replace: true });
  };
}

function logIn(body: { login: string; password: string }) {
  return take(api.POST('/api/auth/login', { body }));
}

function PasswordForm({ onDone }: { onDone: ReturnType<typeof useEnter> }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const submit = useMutation({ mutationFn: logIn, onSuccess: onDone, onError: () => setPassword('') });
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    submit.mutate({ login: login.trim(), password });
  };
  return (
    <form className={classes.form} onSubmit={send}>
      <TextInput
        label="Login"
        name="login"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <ErrorLine error={submit.error} />
      <Button type="submit" variant="filled" fullWidth loading={submit.isPending}>
        Log in
      </Button>
      <p className={classes.help}>The first link is printed in the terminal where Atelier was started. An administrator can make you a new one.</p>
    </form>
  );
}
