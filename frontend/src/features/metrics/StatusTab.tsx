/** The status of an item: its last values, their history, accuracy, checks, and what is measured. */
import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { sayError, EmptyState, ErrorState, ItemShape, SkeletonRows } from '@/ui';
import { AccuracyCard } from './AccuracyCard';
import { readAgreement } from './agreement';
import { ChecksPart } from './ChecksPart';
import { EntryDialog } from './EntryDialog';
import { HistoryPanel } from './HistoryPanel';
import { metricsQuery, useCompute, useRunChecks, useSetUp, useStopMeasuring, type Wish } from './metricQueries';
import classes from './Metrics.module.css';
import { MetricTiles } from './MetricTiles';
import { ProbesPart } from './ProbesPart';
import { isMeasuring, RunNote, StopMeasuring } from './RunNote';
import { shownMetrics } from './settings';
import { ShownMenu } from './ShownMenu';
import type { MetricEntry, Metrics, Sort } from './types';

export function StatusTab({ projectKey, itemId }: { projectKey: string; itemId: string }) {
  const metrics = useQuery(metricsQuery(projectKey, itemId));
  if (metrics.data) return <Loaded projectKey={projectKey} metrics={metrics.data} />;
  if (metrics.error) return <ErrorState error={metrics.error} what="the status" onRetry={() => void metrics.refetch()} />;
  return <SkeletonRows rows={4} height={72} awaited="the status" />;
}

function Loaded({ projectKey, metrics }: { projectKey: string; metrics: Metrics }) {
  const [chosen, setChosen] = useState<string>();
  const [dialog, setDialog] = useState<{ sort: Sort; entry: MetricEntry | undefined }>();
  const compute = useCompute(projectKey, metrics.item_id);
  const stop = useStopMeasuring(projectKey, metrics.item_id);
  const runChecks = useRunChecks(projectKey, metrics.item_id);
  const saving = useSetUp(projectKey, metrics.item_id, metrics);
  const setUp = (wish: Wish) => saving.mutate(wish, { onError: sayError });
  const shown = shownMetrics(metrics);
  const valueOf = new Map(metrics.values.map((value) => [value.metric, value]));
  const nameOf = new Map(metrics.probes.map((probe) => [probe.id, probe.name]));
  const tiles = shown.flatMap((metric) => valueOf.get(metric) ?? []);
  const isEmpty = metrics.values.length === 0;
  const history = chosen === undefined ? undefined : valueOf.get(chosen);
  const computeNow = isMeasuring(metrics.run) ? (
    <StopMeasuring isStopping={metrics.run?.is_stopping ?? false} onStop={() => stop.mutate(undefined, { onError: sayError })} />
  ) : (
    <Button variant="filled" leftSection={<IconRefresh size={15} stroke={1.5} />} loading={compute.isPending} disabled={metrics.version === 0} onClick={() => compute.mutate(null, { onError: sayError })}>
      Compute now
    </Button>
  );
  return (
    <div className={classes.status}>
      <div className={classes.bar}>
        <Switch
          label="Measure after each build"
          checked={metrics.after_build}
          onChange={(event) => setUp({ change: { after_build: event.currentTarget.checked } })}
        />
        <RunNote metrics={metrics} isAsking={compute.isPending} />
        <span className={classes.headEnd}>
          {!isEmpty && <ShownMenu metrics={metrics} onSetUp={setUp} />}
          {!isEmpty && computeNow}
        </span>
      </div>
      {isEmpty ? (
        <EmptyState drawing={<ItemShape kind={metrics.kind === 'dataset' ? 'dataset' : 'folder'} glyph={metrics.kind === 'dataset' ? 'table' : 'pictures'} state="not_built" size={84} />} title={metrics.version === 0 ? 'Nothing to measure yet' : 'Not measured yet'} actions={computeNow}>
          {metrics.version === 0 ? 'Build this item first; then its figures appear here, and their history with each measurement.' : 'Compute the figures of this item once, and each measurement after that adds to their history.'}
        </EmptyState>
      ) : tiles.length === 0 ? (
        <p className={classes.none}>No metric is chosen to be shown.</p>
      ) : (
        <MetricTiles values={tiles} probes={metrics.probes} version={metrics.version} chosen={chosen} onChoose={setChosen} />
      )}
      {history && <HistoryPanel key={history.metric} projectKey={projectKey} itemId={metrics.item_id} value={history} name={nameOf.get(history.probe_id) ?? ''} onClose={() => setChosen(undefined)} />}
      {metrics.values
        .filter((value) => readAgreement(value.detail) !== undefined)
        .map((value) => (
          <AccuracyCard key={value.metric} projectKey={projectKey} value={value} name={nameOf.get(value.probe_id) ?? ''} pictureFolderId={metrics.picture_folder_id} />
        ))}
      <ChecksPart
        projectKey={projectKey}
        metrics={metrics}
        onAdd={() => setDialog({ sort: 'check', entry: undefined })}
        onEdit={(entry) => setDialog({ sort: 'check', entry })}
        onSetUp={setUp}
        onRun={() => runChecks.mutate(undefined, { onError: sayError })}
        isRunning={runChecks.isPending || (isMeasuring(metrics.run) && metrics.run?.measures === false)}
      />
      <ProbesPart metrics={metrics} onAdd={() => setDialog({ sort: 'probe', entry: undefined })} onEdit={(entry) => setDialog({ sort: 'probe', entry })} onSetUp={setUp} />
      {dialog && <EntryDialog projectKey={projectKey} metrics={metrics} sort={dialog.sort} entry={dialog.entry} onClose={() => setDialog(undefined)} />}
    </div>
  );
}
