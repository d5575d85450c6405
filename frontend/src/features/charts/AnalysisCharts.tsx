/** The charts of an analysis, on the rows as its script leaves them. */
import { useQuery } from '@tanstack/react-query';
import { datasetQuery } from '@/features/datasets';
import { ErrorState, SkeletonRows } from '@/ui';
import { ChartsTab } from './ChartsTab';
import type { Chart } from './types';
import type { Kept } from './useCharts';

interface AnalysisChartsProps {
  projectKey: string;
  analysis: { id: string; dataset_id: string; script: unknown[]; charts: Chart[]; revision: number };
  canChange: boolean;
  chartId: string | undefined;
  onChartId: (id: string | undefined) => void;
  save: (charts: Chart[], revision: number) => Promise<Kept>;
  reload: () => Promise<Kept | undefined>;
}

export function AnalysisCharts({ projectKey, analysis, canChange, chartId, onChartId, save, reload }: AnalysisChartsProps) {
  const dataset = useQuery(datasetQuery(projectKey, analysis.dataset_id));
  if (dataset.error) return <ErrorState error={dataset.error} what="the dataset" onRetry={() => void dataset.refetch()} />;
  if (!dataset.data) return <SkeletonRows rows={10} awaited="the dataset" />;
  return (
    <ChartsTab
      ground={{ projectKey, kind: 'analysis', id: analysis.id, version: [dataset.data.version, analysis.script] }}
      dataset={dataset.data}
      kept={analysis}
      canChange={canChange}
      chartId={chartId}
      onChartId={onChartId}
      save={save}
      reload={reload}
    />
  );
}
