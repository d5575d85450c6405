/** One model: while it is trained its search, once it is finished its report. */
import { useQuery } from '@tanstack/react-query';
import type { TaskSearch } from '@/app/search';
import { ErrorState, ItemShape, SkeletonRows, StateGlyph, StateMark } from '@/ui';
import { trainedQuery } from '../labQueries';
import { modelName, MODEL_STATES, stateWords } from '../labWords';
import type { Ranked } from '../ranking';
import type { Design, LabTypes, ModelMetric, Task } from '../types';
import { readReport } from './reading';
import { ReportView } from './ReportView';
import classes from './Report.module.css';
import { SearchPart } from './SearchPart';

export interface ModelViewProps {
  projectKey: string;
  task: Task;
  types: LabTypes;
  search: TaskSearch;
  canChange: boolean;
  ranked: Ranked;
  metric: ModelMetric;
  tickedCount: number;
  /** Models that are compared where fewer than two are ticked. */
  comparable: readonly number[];
  onGo: (change: TaskSearch) => void;
  onUseDesign: (design: Design) => void;
}

export function ModelView(props: ModelViewProps) {
  const { projectKey, ranked, types } = props;
  const { model, session } = ranked;
  const detail = useQuery({ ...trainedQuery(projectKey, model.id), enabled: model.state === 'DONE' });
  if (model.state === 'DONE') {
    if (detail.data?.state === 'DONE') return <ReportView {...props} model={detail.data} />;
    if (detail.error) return <ErrorState error={detail.error} what="the model" onRetry={() => void detail.refetch()} />;
    return <SkeletonRows rows={8} awaited="the model" />;
  }
  const label = types.metrics.find((one) => one.type === session.metric)?.label ?? session.metric_name;
  const trials = readReport.trials(model.trials);
  return (
    <>
      <div className={classes.head}>
        <ItemShape kind="model" glyph="model" size={34} state="not_built" />
        <div className={classes.names}>
          <h2>{modelName(model)}</h2>
        </div>
        <div className={classes.deeds}>
          <StateMark state={MODEL_STATES[model.state]} word={model.state === 'FAILED' ? 'failed' : stateWords(model)} progress={model.fraction ?? undefined} />
        </div>
      </div>
      <div className={classes.scroll}>
        {model.state === 'FAILED' && (
          <p className={classes.failure} role="alert">
            <StateGlyph state="failed" />
            {stateWords(model)}
          </p>
        )}
        {trials.length === 0 && model.state !== 'FAILED' && (
          <p className={classes.part}>
            <span className={classes.note}>{model.state === 'ABORTED' ? 'It was stopped before its first candidate was judged.' : 'The candidates of its search appear here as they are judged.'}</span>
          </p>
        )}
        <SearchPart trials={trials} types={types} algorithm={model.algorithm} metricLabel={label} isGreaterBetter={session.greater_is_better} />
      </div>
    </>
  );
}
