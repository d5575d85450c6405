import { Button, Checkbox, Modal, MultiSelect, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ApiError, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import { ErrorLine } from '@/ui';
import classes from './Admin.module.css';
import { groupsQuery } from './queries';

type User = components['schemas']['UserOut'];

/** Add a person, or change one. */
export function UserDialog({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  const queryClient = useQueryClient();
  const { data: groups = [] } = useQuery(groupsQuery());
  const [login, setLogin] = useState(user?.login ?? '');
  const [name, setName] = useState(user?.display_name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [password, setPassword] = useState('');
  const [isAdmin, setAdmin] = useState(user?.is_admin ?? false);
  const [mayWriteCode, setMayWriteCode] = useState(user?.may_write_code ?? false);
  const [inGroups, setInGroups] = useState(user?.groups ?? []);
  const save = useMutation({
    mutationFn: () => {
      const shared = {
        display_name: name.trim(),
        email: email.trim() === '' ? null : email.trim(),
        password: password === '' ? null : password,
        is_admin: isAdmin,
        may_write_code: mayWriteCode,
        groups: inGroups,
      };
      return user
        ? take(api.PATCH('/api/admin/users/{login}', { params: { path: { login: user.login } }, body: shared }))
        : take(api.POST('/api/admin/users', { body: { ...shared, login: login.trim() } }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.users() });
      await queryClient.invalidateQueries({ queryKey: keys.groups() });
      onClose();
    },
  });
  const at = (field: string) => (save.error instanceof ApiError ? save.error.fieldMessage(field) : undefined);
  const hasFieldError = ['login', 'display_name', 'email', 'password'].some((field) => at(field) !== undefined);
  return (
    <Modal opened onClose={onClose} title={user ? `Change ${user.display_name}` : 'Add a person'}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {!user && <TextInput label="Login" description="Letters, digits and . _ @ -" data-autofocus value={login} error={at('login')} onChange={(event) => setLogin(event.currentTarget.value)} />}
        <TextInput label="Name" value={name} error={at('display_name')} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label="E-mail" type="email" value={email} error={at('email')} onChange={(event) => setEmail(event.currentTarget.value)} />
        <PasswordInput
          label={user ? 'New password' : 'Password'}
          description={user ? 'Leave empty to keep the present one' : 'Leave empty to let the person in by a link'}
          autoComplete="new-password"
          value={password}
          error={at('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <MultiSelect label="Groups" data={groups.map((group) => group.name)} value={inGroups} onChange={setInGroups} />
        <Checkbox label="May write code recipes" checked={mayWriteCode} onChange={(event) => setMayWriteCode(event.currentTarget.checked)} />
        <Checkbox label="May administer Atelier" checked={isAdmin} onChange={(event) => setAdmin(event.currentTarget.checked)} />
        {!hasFieldError && <ErrorLine error={save.error} />}
        <div className={classes.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === '' || (!user && login.trim() === '')} loading={save.isPending}>
            {user ? 'Save' : 'Add'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
