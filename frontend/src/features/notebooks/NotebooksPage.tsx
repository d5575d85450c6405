/** A project's notebooks: made from templates, downloaded, and how to open them. */
import { ActionIcon, Anchor, Button } from '@mantine/core';
import { IconDownload, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, projectQuery, take } from '@/api';
import { bytes, dateTime } from '@/lib/format';
import { useProjectKey } from '@/lib/params';
import { confirm, EmptyState, ErrorState, ItemShape, Page, say, Sheet, SheetBar, SkeletonRows } from '@/ui';
import { NewNotebookDialog } from './NewNotebookDialog';
import classes from './Notebooks.module.css';
import { notebooksKey, notebooksQuery } from './notebookQueries';

const fileOf = (key: string, name: string) => `/api/projects/${key}/notebooks/${encodeURIComponent(name)}`;

export default function NotebooksPage() {
  const key = useProjectKey();
  const project = useQuery(projectQuery(key));
  const found = useQuery(notebooksQuery(key));
  const [isMaking, setIsMaking] = useState(false);
  const canChange = project.data !== undefined && project.data.permission !== 'READ_CONF';
  const queryClient = useQueryClient();
  const deleting = useMutation({
    mutationFn: (name: string) => take(api.DELETE('/api/projects/{key}/notebooks/{name}', { params: { path: { key, name } } })),
    onSuccess: async (done) => {
      await queryClient.invalidateQueries({ queryKey: notebooksKey(key) });
      say(done.message);
    },
  });
  const remove = async (name: string) => {
    const isSure = await confirm({ title: `Delete ${name}?`, children: 'It goes to the trash folder beside the notebooks, from which an administrator can take it back.', confirm: 'Delete the notebook', isDestructive: true });
    if (isSure) deleting.mutate(name);
  };
  const add = canChange && (
    <Button variant="filled" leftSection={<IconPlus size={15} stroke={1.5} />} onClick={() => setIsMaking(true)}>
      New notebook
    </Button>
  );
  return (
    <Page documentTitle={`Notebooks - ${project.data?.name ?? key}`} isScrolling>
      <Sheet className={classes.sheet} label="Notebooks">
        <SheetBar title="Notebooks" end={found.data && found.data.notebooks.length > 0 && add} />
        {found.error ? (
          <ErrorState error={found.error} what="the notebooks" onRetry={() => void found.refetch()} />
        ) : !found.data ? (
          <SkeletonRows rows={4} height={44} awaited="the notebooks" />
        ) : found.data.notebooks.length === 0 ? (
          <EmptyState title="No notebooks yet" drawing={<ItemShape kind="code" glyph="notebook" size={56} />} actions={add}>
            A notebook begins with code that reads a dataset: an audit of its columns, its principal components, or the accuracy of predictions.
          </EmptyState>
        ) : (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col" className={classes.wide}>
                  Dataset
                </th>
                <th scope="col" className={classes.wide}>
                  Changed
                </th>
                <th scope="col" className={classes.wide}>
                  Size
                </th>
                <th scope="col" aria-label="Deeds" />
              </tr>
            </thead>
            <tbody>
              {found.data.notebooks.map((one) => (
                <tr key={one.name}>
                  <td>
                    <Anchor href={fileOf(key, one.name)} download={`${one.name}.ipynb`}>
                      {one.name}
                    </Anchor>
                  </td>
                  <td className={classes.wide}>{one.dataset}</td>
                  <td className={classes.wide}>{dateTime(one.modified_at)}</td>
                  <td className={classes.wide}>{bytes(one.size)}</td>
                  <td>
                    <span className={classes.deeds}>
                      <ActionIcon component="a" href={fileOf(key, one.name)} download={`${one.name}.ipynb`} aria-label={`Download ${one.name}`}>
                        <IconDownload size={16} stroke={1.5} />
                      </ActionIcon>
                      {canChange && (
                        <ActionIcon
                          aria-label={`Delete ${one.name}`}
                          onClick={() => void remove(one.name)}
                        >
                          <IconTrash size={16} stroke={1.5} />
                        </ActionIcon>
                      )}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div className={classes.how}>
          To work in a notebook, install JupyterLab on the computer where you work with <code>pip install atelier[notebook]</code>, download the notebook, and start <code>atelier notebook</code> with{' '}
          <code>ATELIER_URL={globalThis.location.origin}</code> and <code>ATELIER_API_KEY</code> set to an API key of yours (Settings, API keys). It reads only what you may read.
        </div>
      </Sheet>
      {isMaking && found.data && <NewNotebookDialog projectKey={key} templates={found.data.templates} onClose={() => setIsMaking(false)} />}
    </Page>
  );
}
