/** The charts of an analysis, saved with it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { api, take } from '@/api';
import { SkeletonRows } from '@/ui';
import { analysisQuery } from './labQueries';
import type { Analysis } from './types';

/** Charts are loaded when they are first looked at. */
const AnalysisCharts = lazy(async () => ({ default: (await import('@/features/charts')).AnalysisCharts }));

interface ChartsTabProps {
  projectKey: string;
  analysis: Analysis;
  canChange: boolean;
  chartId: string | undefined;
  onChartId: (id: string | undefined) => void;
}

export function ChartsTab({ projectKey, analysis, canChange, chartId, onChartId }: ChartsTabProps) {
  const queryClient = useQueryClient();
  const query = analysisQuery(projectKey, analysis.id);
  const { refetch } = useQuery(query);
  return (
    <Suspense fallback={<SkeletonRows rows={10} awaited="the charts" />}>
      <AnalysisCharts
        projectKey={projectKey}
        analysis={analysis}
        canChange={canChange}
        chartId={chartId}
        onChartId={onChartId}
        save={async (charts, revision) => {
          const saved = await take(api.PATCH('/api/projects/{key}/analyses/{analysis_id}', { params: { path: { key: projectKey, analysis_id: analysis.id } }, body: { revision, charts } }));
          queryClient.setQueryData(query.queryKey, saved);
          return saved;
        }}
        reload={async () => (await refetch()).data}
      />
    </Suspense>
  );
}
