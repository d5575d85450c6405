/** A notebook in the list: opened in JupyterLab where that is there, else downloaded. */
import { ActionIcon, Anchor, Button } from '@mantine/core';
import { IconDownload, IconExternalLink, IconTrash } from '@tabler/icons-react';
import { bytes, dateTime } from '@/lib/format';
import { ItemShape } from '@/ui';
import classes from './Notebooks.module.css';
import type { Notebook } from './notebookQueries';

interface NotebookRowProps {
  projectKey: string;
  notebook: Notebook;
  canChange: boolean;
  canOpen: boolean;
  isOpening: boolean;
  onOpen: () => void;
  onDelete: () => void;
}

export function NotebookRow({ projectKey, notebook, canChange, canOpen, isOpening, onOpen, onDelete }: NotebookRowProps) {
  const { name } = notebook;
  const file = { href: `/api/projects/${projectKey}/notebooks/${encodeURIComponent(name)}`, download: `${name}.ipynb` };
  return (
    <tr>
      <td>
        <span className={classes.name}>
          <ItemShape kind="code" glyph="notebook" size={24} />
          <span>
            {canOpen ? (
              <Anchor component="button" type="button" className={classes.title} onClick={onOpen} disabled={isOpening}>
                {name}
              </Anchor>
            ) : (
              <Anchor className={classes.title} {...file}>
                {name}
              </Anchor>
            )}
            <span className={classes.narrow}>{[notebook.dataset, dateTime(notebook.modified_at)].filter(Boolean).join(', ')}</span>
          </span>
        </span>
      </td>
      <td className={classes.wide}>{notebook.dataset}</td>
      <td className={classes.wide}>{dateTime(notebook.modified_at)}</td>
      <td className={`${classes.wide} ${classes.figure}`}>{bytes(notebook.size)}</td>
      <td>
        <span className={classes.deeds}>
          {canOpen && (
            <Button size="xs" leftSection={<IconExternalLink size={14} stroke={1.5} />} loading={isOpening} aria-label={`Open ${name} in JupyterLab`} onClick={onOpen}>
              <span className={classes.wide}>Open in JupyterLab</span>
              <span className={classes.short}>Open</span>
            </Button>
          )}
          <ActionIcon component="a" {...file} aria-label={`Download ${name}`}>
            <IconDownload size={16} stroke={1.5} />
          </ActionIcon>
          {canChange && (
            <ActionIcon aria-label={`Delete ${name}`} onClick={onDelete}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          )}
        </span>
      </td>
    </tr>
  );
}
