/** A new dataset: a table uploaded or read from a root, shown as it would be read, corrected, named, made. */
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api, ApiError, flowQuery, keys, projectQuery, take } from '@/api';
import { counted } from '@/lib/format';
import { useProjectKey } from '@/lib/params';
import { EmptyState, ErrorLine, ErrorState, Field, ItemShape, Page, Segmented, Sheet, SheetBar, SheetFoot, SkeletonRows } from '@/ui';
import { nameProblem } from '../folders';
import { isSame } from '../forms';
import { RootChooser, type RootPlace } from '../roots';
import classes from './Dataset.module.css';
import { previewQuery } from './datasetQueries';
import { AUTOMATIC, FormatEditor } from './FormatEditor';
import { FolderSource, type FolderFiles } from './FolderSource';
import { Problems } from './Problems';
import { PreviewTable } from './PreviewTable';
import { TableUpload, type UploadedTable } from './TableUpload';
import type { Column, DatasetSource, TableFormat } from './types';

/** Only the source "Files in folder" says more of these. */
const NO_FOLDER = { pattern: '', origin_column: '' };

const route = getRouteApi('/shell/projects/$key/datasets/new');

export default function NewDatasetPage() {
  const key = useProjectKey();
  const search = route.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const project = useQuery(projectQuery(key));
  const flow = useQuery(flowQuery(key));
  const way = search.source ?? 'upload';
  const [upload, setUpload] = useState<UploadedTable>();
  const [place, setPlace] = useState<RootPlace>();
  const [folder, setFolder] = useState<FolderFiles>({ folderId: null, pattern: '', originColumn: '' });
  const [format, setFormat] = useState<TableFormat>(AUTOMATIC);
  const [columns, setColumns] = useState<Column[]>();
  const [name, setName] = useState(search.name ?? '');
  const [settled] = useDebouncedValue(format, 250);

  const file = way === 'upload' ? upload?.name : way === 'root' ? place?.path.split('/').at(-1) : flow.data?.items.find((item) => item.id === folder.folderId)?.name;
  const isFile = way === 'upload' || /\.[a-z0-9]+$/i.test(place?.path ?? '');
  const source: DatasetSource | undefined =
    way === 'folder'
      ? folder.folderId === null
        ? undefined
        : { ...NO_FOLDER, kind: 'folder', folder_id: folder.folderId, pattern: folder.pattern, origin_column: folder.originColumn }
      : way === 'upload'
        ? upload && { ...NO_FOLDER, kind: 'upload', upload_id: upload.id }
        : place && isFile && place.path !== ''
          ? { ...NO_FOLDER, kind: 'root', root: place }
          : undefined;
  const preview = useQuery(previewQuery(key, source, isSame(settled, AUTOMATIC) ? undefined : settled, columns));
  const proposed = name.trim() === '' ? (file ?? '').replace(/\.[^.]+$/, '').replace(/[^\w-]+/g, '_') : name.trim();
  const wrong = proposed === '' ? undefined : nameProblem(proposed, 'dataset', flow.data?.items);

  const make = useMutation({
    mutationFn: (from: DatasetSource) =>
      take(
        api.POST('/api/projects/{key}/datasets', {
          params: { path: { key } },
          body: { name: proposed, source: from, format: isSame(format, AUTOMATIC) ? null : format, columns: columns ?? null },
        }),
      ),
    onSuccess: async (dataset) => {
      await queryClient.invalidateQueries({ queryKey: keys.flow(key) });
      await navigate({ to: '/projects/$key/datasets/$id', params: { key, id: dataset.id } });
    },
  });
  const restart = () => {
    setFormat(AUTOMATIC);
    setColumns(undefined);
    make.reset();
  };
  const atName = make.error instanceof ApiError ? make.error.fieldMessage('name') : undefined;
  const data = preview.data;
  const shownColumns = columns ?? data?.columns ?? [];
  const why = source === undefined ? 'Choose a table first' : proposed === '' ? 'Name the dataset' : (wrong ?? (preview.error ? 'The table cannot be read yet' : undefined));

  return (
    <Page documentTitle={`New dataset - ${project.data?.name ?? key}`}>
      <Sheet className={classes.sheet} label="New dataset">
        <SheetBar title="New dataset">
          <Segmented
            label="Where the table comes from"
            value={way}
            options={[
              { value: 'upload', label: 'Upload a file' },
              { value: 'root', label: 'Read from Filesystem Root' },
              { value: 'folder', label: 'Files in folder' },
            ]}
            onChange={(next) => {
              restart();
              void navigate({ to: '.', search: (old) => ({ ...old, source: next === 'upload' ? undefined : next }), replace: true });
            }}
          />
        </SheetBar>
        <div className={classes.making}>
          <div className={classes.left}>
            <Part title={way === 'upload' ? 'The table' : 'Where it lies'}>
              {way === 'folder' ? (
                <FolderSource
                  folders={(flow.data?.items ?? []).filter((item) => item.kind === 'folder')}
                  value={folder}
                  onChange={(next) => {
                    restart();
                    setFolder(next);
                  }}
                />
              ) : way === 'upload' ? (
                <TableUpload
                  projectKey={key}
                  table={upload}
                  onTable={(table) => {
                    restart();
                    setUpload(table);
                  }}
                />
              ) : (
                <RootChooser
                  wants="file"
                  value={place}
                  onChange={(next) => {
                    restart();
                    setPlace(next);
                  }}
                />
              )}
            </Part>
            {source !== undefined && (
              <Part title="How it is read">
                <FormatEditor
                  value={format}
                  used={data?.format}
                  detected={data?.detected ?? []}
                  sheets={data?.sheets ?? []}
                  onChange={(next) => {
                    setFormat(next);
                    setColumns(undefined);
                  }}
                />
              </Part>
            )}
            {source !== undefined && (
              <Part title="Name">
                <Field label="Dataset" htmlFor="dataset-name" error={wrong ?? atName}>
                  <TextInput id="dataset-name" w={220} value={name} placeholder={proposed} maxLength={120} error={wrong !== undefined || atName !== undefined} onChange={(event) => setName(event.currentTarget.value)} />
                </Field>
              </Part>
            )}
          </div>
          <div className={classes.right} data-old={preview.isPlaceholderData || preview.isFetching}>
            {source === undefined ? (
              <EmptyState drawing={<ItemShape kind="dataset" glyph="table-in" state="not_built" size={84} />} title="A table with one row for each picture">
                For training it holds the path of each picture and its label, as in <code>path,target</code>. The first rows appear here as they will be read.
              </EmptyState>
            ) : preview.error ? (
              <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
            ) : data === undefined ? (
              <SkeletonRows rows={8} awaited="the first rows" />
            ) : (
              <>
                <p className={classes.previewHead}>
                  <strong>{counted(data.columns.length, 'column')}</strong>
                  {data.row_count === null ? `, the first ${String(data.rows.length)} rows` : `, ${counted(data.row_count, 'row')}`}
                </p>
                <Problems problems={data.problems} />
                <PreviewTable columns={shownColumns} rows={data.rows} edits="kinds" onColumn={(index, column) => setColumns(shownColumns.map((one, at) => (at === index ? column : one)))} />
              </>
            )}
          </div>
        </div>
        <SheetFoot>
          {atName === undefined && <ErrorLine error={make.error} />}
          <span className={classes.footEnd}>
            <Button variant="filled" disabled={why !== undefined} loading={make.isPending} onClick={() => source && make.mutate(source)}>
              {why ?? `Create ${proposed}`}
            </Button>
          </span>
        </SheetFoot>
      </Sheet>
    </Page>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
