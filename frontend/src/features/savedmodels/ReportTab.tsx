/** How a version did on its test rows: the report of the Lab, read from the version's own files. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { SavedModelSearch } from '@/app/search';
import { labTypesQuery, ReportBody, reportTabs, tabOf, useInSight } from '@/features/lab';
import { ErrorState, Segmented, SkeletonRows } from '@/ui';
import { versionQuery, type ModelVersion, type SavedModel } from './queries';
import classes from './SavedModel.module.css';
import { reportedVersion } from './versionReport';

interface ReportTabProps {
  projectKey: string;
  model: SavedModel;
  version: ModelVersion;
  search: SavedModelSearch;
  canChange: boolean;
  onGo: (change: SavedModelSearch) => void;
}

export function ReportTab({ projectKey, model, version, search, canChange, onGo }: ReportTabProps) {
  const detail = useQuery(versionQuery(projectKey, model.id, version.version));
  const types = useQuery(labTypesQuery());
  const reported = useMemo(() => detail.data && reportedVersion(projectKey, model.id, detail.data), [projectKey, model.id, detail.data]);
  const tabs = reported && reportTabs(reported);
  const tab = tabs && tabOf(tabs, search.report);
  const chosen = search.label !== undefined && search.prediction !== undefined ? { label: search.label, prediction: search.prediction } : undefined;
  const row = useInSight<HTMLDivElement>(tab ?? '');
  const here = { tab: 'report' as const, version: search.version };
  return (
    <>
      <div className={classes.bar}>
        <Select
          aria-label="Version of the report"
          value={String(version.version)}
          data={model.versions.map((one) => ({ value: String(one.version), label: one.is_active ? `Version ${one.version}, active` : `Version ${one.version}` }))}
          allowDeselect={false}
          onChange={(value) => onGo({ tab: 'report', report: search.report, version: value === String(model.version) ? undefined : Number(value) })}
        />
        {tabs && (
          <div ref={row} className={classes.parts}>
            <Segmented label="Part of the report" value={tab ?? tabs[0].value} options={tabs} onChange={(next) => onGo({ ...here, report: next === tabs[0].value ? undefined : next })} />
          </div>
        )}
        <Origin projectKey={projectKey} model={model} version={version} />
      </div>
      {detail.error && <ErrorState error={detail.error} what="this version" onRetry={() => void detail.refetch()} />}
      {types.error && <ErrorState error={types.error} what="the report" onRetry={() => void types.refetch()} />}
      {(detail.isPending || types.isPending) && <SkeletonRows rows={8} height={32} awaited="the report" />}
      {reported && types.data && tab !== undefined && (
        <ReportBody
          key={version.version}
          projectKey={projectKey}
          model={reported}
          types={types.data}
          tab={tab}
          chosen={chosen}
          onChoose={(pair) => onGo({ ...here, report: search.report, label: pair?.label, prediction: pair?.prediction })}
          isGreaterBetter={version.ranked_by?.greater_is_better ?? true}
          canChange={canChange}
          jobId={null}
        />
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
      Deployed from{' '}
      <Link to="/projects/$key/tasks/$id" params={{ key: projectKey, id: model.task_id }} search={{ tab: 'results', model: version.trained_id }}>
        {version.origin}
      </Link>
    </span>
  );
}
