/** A further file put behind the rows of a dataset; columns are found by their names. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ErrorLine, say } from '@/ui';
import classes from './Dataset.module.css';
import { useAppend } from './datasetQueries';
import { TableUpload, type UploadedTable } from './TableUpload';
import type { Dataset } from './types';

export function AppendPart({ projectKey, dataset }: { projectKey: string; dataset: Dataset }) {
  const [table, setTable] = useState<UploadedTable>();
  const append = useAppend(projectKey, dataset.id);
  return (
    <section className={classes.part}>
      <h2>Append a file</h2>
      <p className={classes.quiet}>Its rows come behind those that are here, as a new version; the former one stays in the history.</p>
      <div className={classes.append}>
        <TableUpload
          projectKey={projectKey}
          table={table}
          onTable={(next) => {
            append.reset();
            setTable(next);
          }}
        />
      </div>
      <ErrorLine error={append.error} />
      {table && (
        <Button
          loading={append.isPending}
          onClick={() =>
            append.mutate(table.id, {
              onSuccess: () => {
                say(`${table.name} was appended`);
                setTable(undefined);
              },
            })
          }
        >
          Append {table.name}
        </Button>
      )}
    </section>
  );
}
