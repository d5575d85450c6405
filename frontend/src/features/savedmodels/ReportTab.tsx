/** How a version did on its test rows: what it confuses, with the pictures behind each cell, and each class. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ConfusionView, PerClassTable, type Example, type Pair } from '@/features/models';
import { ErrorState, SkeletonRows } from '@/ui';
import { cellQuery, sectionQuery, versionQuery, type ModelVersion, type SavedModel } from './queries';
import { readClasses, readCounts } from './report';
import classes from './SavedModel.module.css';

interface ReportTabProps {
  projectKey: string;
  model: SavedModel;
  version: ModelVersion;
  chosen: Pair | undefined;
  onChoose: (pair: Pair | undefined) => void;
  onVersion: (version: number | undefined) => void;
}

export function ReportTab({ projectKey, model, version, chosen, onChoose, onVersion }: ReportTabProps) {
  const detail = useQuery(versionQuery(projectKey, model.id, version.version));
  const has = (section: string) => detail.data?.sections.includes(section) === true;
  const confusion = useQuery({ ...sectionQuery(projectKey, model.id, version.version, 'confusion'), enabled: has('confusion') });
  const perClass = useQuery({ ...sectionQuery(projectKey, model.id, version.version, 'classes'), enabled: has('classes') });
  const cell = useQuery({ ...cellQuery(projectKey, model.id, version.version, chosen?.label ?? '', chosen?.prediction ?? ''), enabled: chosen !== undefined });
  const examples: readonly Example[] = (cell.data?.rows ?? []).flatMap((row) => (row.picture === null ? [] : [{ path: row.picture, probability: row.confidence ?? 0 }]));
  const counts = readCounts(confusion.data, chosen, examples, detail.data?.picture_folder);
  const rows = readClasses(perClass.data);
  return (
    <>
      <div className={classes.bar}>
        <Select
          aria-label="Version of the report"
          value={String(version.version)}
          data={model.versions.map((one) => ({ value: String(one.version), label: one.is_active ? `Version ${one.version}, active` : `Version ${one.version}` }))}
          allowDeselect={false}
          onChange={(value) => onVersion(value === String(model.version) ? undefined : Number(value))}
        />
        <Origin projectKey={projectKey} model={model} version={version} />
      </div>
      {detail.error && <ErrorState error={detail.error} what="this version" onRetry={() => void detail.refetch()} />}
      {(detail.isPending || (has('confusion') && confusion.isPending)) && <SkeletonRows rows={8} height={32} awaited="the report" />}
      {counts && <ConfusionView projectKey={projectKey} confusion={counts} chosen={chosen} onChoose={onChoose} />}
      {rows.length > 0 && <PerClassTable projectKey={projectKey} rows={rows} noun="Rows" />}
      {detail.data && !has('confusion') && (
        <p className={classes.note}>This model predicts numbers: there are no classes to confuse. Its figures stand above, and its test rows in the Lab.</p>
      )}
    </>
  );
}

/** Where a version comes from, as scripts know it, or why that is not to be opened. */
function Origin({ projectKey, model, version }: { projectKey: string; model: SavedModel; version: ModelVersion }) {
  if (version.is_retrained) return <span className={classes.note}>Trained again in the flow: the whole search is with the version it was deployed as.</span>;
  if (version.trained_id === null) return <span className={classes.note}>The model of the Lab that it was deployed from was deleted.</span>;
  // The page knows the active version's task; another version may come from another.
  if (model.task_id === null || model.analysis_id === null || !version.origin.includes(`-${model.task_id}-`)) return <span className={classes.note}>Deployed from {version.origin}</span>;
  return (
    <span className={classes.note}>
      Deployed from {version.origin}:{' '}
      <Link to="/projects/$key/tasks/$id" params={{ key: projectKey, id: model.task_id }} search={{ tab: 'results', model: version.trained_id }}>
        its whole report in the Lab
      </Link>
    </span>
  );
}
