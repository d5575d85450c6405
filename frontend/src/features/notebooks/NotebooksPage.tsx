/** A project's notebooks, or those of one dataset: made from templates, opened in JupyterLab, downloaded. */
import { Anchor, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, flowQuery, projectQuery, take } from '@/api';
import { useProjectKey } from '@/lib/params';
import { confirm, EmptyState, ErrorState, ItemShape, Page, say, sayError, Sheet, SheetBar, SkeletonRows } from '@/ui';
import { LabSessions } from './LabSessions';
import { LabWords } from './LabWords';
import { NewNotebookDialog } from './NewNotebookDialog';
import { NotebookRow } from './NotebookRow';
import classes from './Notebooks.module.css';
import { notebooksKey, notebooksQuery } from './notebookQueries';
import { useLab } from './useLab';

export default function NotebooksPage() {
  const key = useProjectKey();
  const { dataset: datasetId } = useSearch({ strict: false });
  const project = useQuery(projectQuery(key));
  const found = useQuery(notebooksQuery(key));
  const flow = useQuery({ ...flowQuery(key), enabled: datasetId !== undefined });
  const dataset = flow.data?.items.find((item) => item.id === datasetId);
  const [isMaking, setIsMaking] = useState(false);
  const lab = useLab(key);
  const canChange = project.data !== undefined && project.data.permission !== 'READ_CONF';
  const canOpen = canChange && found.data !== undefined && found.data.jupyterlab.is_installed && found.data.jupyterlab.refusal === null;
  const shown = (found.data?.notebooks ?? []).filter((one) => dataset === undefined || one.dataset === dataset.name);
  const queryClient = useQueryClient();
  const deleting = useMutation({
    mutationFn: (name: string) => take(api.DELETE('/api/projects/{key}/notebooks/{name}', { params: { path: { key, name } } })),
    onSuccess: (done) => say(done.message),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: notebooksKey(key) }),
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
        <SheetBar title="Notebooks" end={shown.length > 0 && add}>
          {dataset !== undefined && (
            <span className={classes.only}>
              on{' '}
              <Anchor renderRoot={(props) => <Link {...props} to="/projects/$key/datasets/$id" params={{ key, id: dataset.id }} />}>{dataset.name}</Anchor>
              <Anchor renderRoot={(props) => <Link {...props} to="/projects/$key/notebooks" params={{ key }} />}>Show all</Anchor>
            </span>
          )}
        </SheetBar>
        {lab.refused && (
          <p className={classes.refused} role="status">
            Your browser let no tab be opened. JupyterLab is ready:{' '}
            <Anchor href={lab.refused.address} target="_blank" rel="noopener noreferrer">
              open {lab.refused.name}
            </Anchor>
          </p>
        )}
        {found.error ? (
          <ErrorState error={found.error} what="the notebooks" onRetry={() => void found.refetch()} />
        ) : !found.data ? (
          <SkeletonRows rows={4} height={44} awaited="the notebooks" />
        ) : shown.length === 0 ? (
          <EmptyState title={dataset === undefined ? 'No notebooks yet' : `No notebooks on ${dataset.name} yet`} drawing={<ItemShape kind="code" glyph="notebook" size={56} />} actions={add}>
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
                <th scope="col" className={`${classes.wide} ${classes.figure}`}>
                  Size
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <NotebookRow
                  key={one.name}
                  projectKey={key}
                  notebook={one}
                  canChange={canChange}
                  canOpen={canOpen}
                  isOpening={lab.opening === one.name}
                  onOpen={() => lab.open(one.name)}
                  onDelete={() => void remove(one.name)}
                />
              ))}
            </tbody>
          </table>
        )}
        <LabSessions projectKey={key} />
        {found.data && <LabWords lab={found.data.jupyterlab} canChange={canChange} />}
      </Sheet>
      {isMaking && found.data && <NewNotebookDialog projectKey={key} templates={found.data.templates} datasetId={dataset?.id} onClose={() => setIsMaking(false)} />}
    </Page>
  );
}
