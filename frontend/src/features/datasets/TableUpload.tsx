/** Send one table to the server; what was sent stands there with its size and can be exchanged. */
import { Button, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { putBytes } from '@/api';
import { bytes } from '@/lib/format';
import { ErrorLine } from '@/ui';
import { DropZone, FilePicker, newUpload, putAddress, type PickedFile } from '../uploads';
import classes from './Dataset.module.css';

export interface UploadedTable {
  id: string;
  name: string;
  size: number;
}

interface TableUploadProps {
  projectKey: string;
  table: UploadedTable | undefined;
  onTable: (table: UploadedTable) => void;
}

export function TableUpload({ projectKey, table, onTable }: TableUploadProps) {
  const [sent, setSent] = useState(0);
  const send = useMutation({
    mutationFn: async (file: File) => {
      setSent(0);
      const id = await newUpload(projectKey);
      await putBytes(putAddress(projectKey, id, file.name), file, (now) => setSent(file.size === 0 ? 1 : now / file.size));
      return { id, name: file.name, size: file.size };
    },
    onSuccess: onTable,
  });
  const onFiles = (files: PickedFile[]) => {
    const file = files[0]?.file;
    if (file) send.mutate(file);
  };
  return (
    <DropZone invitation="Drop the table here" onFiles={onFiles}>
      <FilePicker onFiles={onFiles} isSingle label="Choose a table" accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.xlsx,.parquet,text/csv,text/tab-separated-values">
        {(open) => (
          <div className={classes.drop}>
            {table && !send.isPending ? (
              <p>
                <strong>{table.name}</strong> <span className={classes.quiet}>{bytes(table.size)}</span>
              </p>
            ) : (
              <p className={classes.quiet}>Drop a CSV, TSV, JSON lines, Excel or Parquet file here, or choose one.</p>
            )}
            {send.isPending && <Progress value={sent * 100} size={5} color="var(--accent)" aria-label="Sending the table" w="100%" />}
            <ErrorLine error={send.error} />
            <Button size={table ? 'xs' : 'sm'} onClick={open} loading={send.isPending}>
              {table ? 'Choose another' : 'Choose a file'}
            </Button>
          </div>
        )}
      </FilePicker>
    </DropZone>
  );
}
