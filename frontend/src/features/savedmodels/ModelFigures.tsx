/** The figures of a version that people ask for first; the one that versions are ranked by leads. */
import { useQuery } from '@tanstack/react-query';
import { labTypesQuery, nounOf, ReportKpis } from '@/features/lab';
import { versionQuery, type ModelVersion } from './queries';
import { versionSource } from './versionReport';

export function ModelFigures({ projectKey, modelId, version }: { projectKey: string; modelId: string; version: ModelVersion }) {
  const detail = useQuery(versionQuery(projectKey, modelId, version.version));
  const types = useQuery(labTypesQuery());
  const metric = types.data?.metrics.find((one) => one.type === version.ranked_by?.type);
  const model = { source: versionSource(projectKey, modelId, version.version), sections: detail.data?.sections ?? [], metrics: version.metrics };
  return <ReportKpis model={model} metric={metric} types={types.data} noun={detail.data ? nounOf(detail.data.design) : 'row'} lead={{ name: version.is_active ? 'Active version' : 'Version shown', value: version.version }} />;
}
