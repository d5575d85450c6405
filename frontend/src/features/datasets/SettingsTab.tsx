/** The shape of a dataset: how its file is read, and the type and meaning of each column. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorLine, SheetFoot, say } from '@/ui';
import { isSame } from '../forms';
import classes from './Dataset.module.css';
import { useCheck, useSaveShape } from './datasetQueries';
import { fetchPage } from './exploreQueries';
import { FIRST_ROWS } from './exploreState';
import { FilesPart } from './FilesPart';
import { AUTOMATIC, FormatEditor } from './FormatEditor';
import { AppendPart } from './AppendPart';
import { SchemaCheckWords } from './SchemaCheckWords';
import { PreviewTable } from './PreviewTable';
import type { Column, TableFormat, Dataset } from './types';

const SAMPLE = 12;

export function SettingsTab({ projectKey, dataset }: { projectKey: string; dataset: Dataset }) {
  const [columns, setColumns] = useState<readonly Column[]>(dataset.columns);
  const [format, setFormat] = useState<TableFormat>(AUTOMATIC);
  const save = useSaveShape(projectKey, dataset.id);
  const sample = useQuery({
    queryKey: ['project', projectKey, 'item', dataset.id, 'sample', dataset.version],
    queryFn: ({ signal }) => fetchPage(projectKey, dataset.id, { sample: FIRST_ROWS, filters: [], sort: [], search: '' }, { offset: 0, limit: SAMPLE, columns: [] }, signal),
    enabled: dataset.version > 0,
  });
  const isReformatted = !isSame(format, AUTOMATIC);
  const isChanged = isReformatted || !isSame(columns, dataset.columns);
  const canShape = dataset.source !== null && dataset.written_by === null;
  const canReformat = canShape && dataset.format !== null;
  const check = useCheck(projectKey, dataset.id);
  const canAppend = canShape && dataset.source?.kind !== 'root' && dataset.source?.kind !== 'folder';
  return (
    <>
      <div className={classes.settings}>
        <FilesPart projectKey={projectKey} dataset={dataset} />
        {canReformat && (
          <section className={classes.part}>
            <h2>How the file is read</h2>
            <FormatEditor value={format} used={dataset.format ?? undefined} detected={[]} onChange={setFormat} />
            {isReformatted && <p className={classes.quiet}>Saving reads the kept file anew and makes a new version; the former one stays in the history.</p>}
          </section>
        )}
        <section className={classes.part}>
          <h2>Columns</h2>
          {!canShape && <p className={classes.quiet}>Names and types {dataset.written_by === null ? 'were written with the data' : `follow from the recipe ${dataset.written_by}`}; meanings and comments can be changed here, and stay through later builds.</p>}
          {canShape && (
            <div className={classes.checkBar}>
              <Button size="xs" loading={check.isPending} onClick={() => check.mutate(columns)}>
                Check against the data
              </Button>
              <ErrorLine error={check.error} />
              {check.data && <SchemaCheckWords check={check.data} />}
            </div>
          )}
          <PreviewTable
            columns={columns}
            rows={sample.data?.rows ?? []}
            edits={canShape ? 'everything' : 'meanings'}
            onColumn={(index, column) => {
              check.reset();
              setColumns(columns.map((one, at) => (at === index ? column : one)));
            }}
          />
        </section>
        {canAppend && <AppendPart projectKey={projectKey} dataset={dataset} />}
      </div>
      <SheetFoot>
        <ErrorLine error={save.error} />
        {!isChanged && <span className={classes.quiet}>Nothing is changed</span>}
        <span className={classes.footEnd}>
          <Button
            disabled={!isChanged}
            onClick={() => {
              setColumns(dataset.columns);
              setFormat(AUTOMATIC);
              save.reset();
            }}
          >
            Take back
          </Button>
          <Button
            variant="filled"
            disabled={!isChanged}
            loading={save.isPending}
            onClick={() =>
              save.mutate(
                { format: isReformatted ? ({ ...dataset.format, ...format }) : undefined, columns: [...columns] },
                {
                  onSuccess: (saved) => {
                    setColumns(saved.columns);
                    setFormat(AUTOMATIC);
                    say(isReformatted ? 'Read anew' : 'Saved');
                  },
                },
              )
            }
          >
            {isReformatted ? 'Save and read anew' : 'Save'}
          </Button>
        </span>
      </SheetFoot>
    </>
  );
}
