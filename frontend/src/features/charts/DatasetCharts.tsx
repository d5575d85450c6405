/** The charts of a dataset. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, projectQuery, take } from '@/api';
import type { Dataset } from '@/features/datasets';
import { ErrorState, SkeletonRows } from '@/ui';
import { chartsQuery } from './chartQueries';
import { ChartsTab } from './ChartsTab';

interface DatasetChartsProps {
  projectKey: string;
  dataset: Dataset;
  chartId: string | undefined;
  onChartId: (id: string | undefined) => void;
}

export function DatasetCharts({ projectKey, dataset, chartId, onChartId }: DatasetChartsProps) {
  const queryClient = useQueryClient();
  const project = useQuery(projectQuery(projectKey));
  const query = chartsQuery(projectKey, dataset.id);
  const kept = useQuery(query);
  if (kept.error && !kept.data) return <ErrorState error={kept.error} what="the charts" onRetry={() => void kept.refetch()} />;
  if (!kept.data) return <SkeletonRows rows={10} awaited="the charts" />;
  return (
    <ChartsTab
      ground={{ projectKey, kind: 'dataset', id: dataset.id, version: dataset.version }}
      dataset={dataset}
      kept={kept.data}
      canChange={project.data !== undefined && project.data.permission !== 'READ_CONF'}
      chartId={chartId}
      onChartId={onChartId}
      save={async (charts, revision) => {
        const saved = await take(api.PUT('/api/projects/{key}/datasets/{dataset_id}/charts', { params: { path: { key: projectKey, dataset_id: dataset.id } }, body: { charts, revision } }));
        queryClient.setQueryData(query.queryKey, saved);
        return saved;
      }}
      reload={async () => (await kept.refetch()).data}
    />
  );
}
