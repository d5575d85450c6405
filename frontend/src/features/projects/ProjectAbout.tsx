import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import { ErrorLine, say } from '@/ui';
import classes from '@/ui/layout/Settings.module.css';

type Project = components['schemas']['ProjectOut'];

/** Name and description; the key stays, since scripts and addresses know it. */
export function ProjectAbout({ project }: { project: Project }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(project.name);
  const [description, setDescription] = useState(project.description);
  const isReadOnly = project.permission === 'READ_CONF';
  const isChanged = name.trim() !== project.name || description.trim() !== project.description;
  const save = useMutation({
    mutationFn: () => take(api.PATCH('/api/projects/{key}', { params: { path: { key: project.key } }, body: { name: name.trim(), description: description.trim() } })),
    onSuccess: async () => {
      say('Saved');
      await queryClient.invalidateQueries({ queryKey: keys.projectDetail(project.key) });
      await queryClient.invalidateQueries({ queryKey: keys.projects() });
    },
  });
  return (
    <section>
      <h2>About</h2>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput label="Key" description="Scripts and addresses use it; it stays as it is." value={project.key} disabled />
        <TextInput label="Name" value={name} readOnly={isReadOnly} onChange={(event) => setName(event.currentTarget.value)} />
        <Textarea label="Description" autosize minRows={2} maxRows={6} value={description} readOnly={isReadOnly} onChange={(event) => setDescription(event.currentTarget.value)} />
        <ErrorLine error={save.error} />
        {!isReadOnly && (
          <Button type="submit" disabled={!isChanged || name.trim() === ''} loading={save.isPending}>
            Save
          </Button>
        )}
      </form>
    </section>
  );
}
