/** What the model confuses, and the rows behind a chosen cell, the surest mistake first. */
import { useQuery } from '@tanstack/react-query';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { ConfusionView, PerClassTable, type Pair } from '@/features/models';
import { ErrorState, SkeletonRows } from '@/ui';
import { classNames } from '../design/features';
import { reportQuery, rowsQuery } from '../labQueries';
import type { TrainedDetail } from '../types';
import { BehindCell, CELL_MOST, CELL_STEP } from './BehindCell';
import type { ModelViewProps } from './ModelView';
import { readReport } from './reading';
import classes from './Report.module.css';
import { TestPicture } from './TestPicture';

export function ConfusionTab({ projectKey, model, search, onGo }: ModelViewProps & { model: TrainedDetail }) {
  const confusion = useQuery(reportQuery(projectKey, model.id, 'confusion'));
  const perClass = useQuery({ ...reportQuery(projectKey, model.id, 'classes'), enabled: model.sections.includes('classes') });
  const chosen = search.label !== undefined && search.prediction !== undefined ? { label: search.label, prediction: search.prediction } : undefined;
  const [limit, setLimit] = useState(CELL_STEP);
  const behind = useQuery({
    ...rowsQuery(projectKey, model.id, { truth: chosen?.label, prediction: chosen?.prediction, limit: Math.min(CELL_MOST, limit) }),
    enabled: chosen !== undefined,
  });
  if (confusion.error) return <ErrorState error={confusion.error} what="the confusion" onRetry={() => void confusion.refetch()} />;
  if (!confusion.data) return <SkeletonRows rows={9} height={40} awaited="the confusion" />;
  const found = readReport.confusion(confusion.data.content);
  if (!found) return <p className={classes.part}>This model's confusion cannot be read.</p>;
  const choose = (pair: Pair | undefined) => onGo({ label: pair?.label, prediction: pair?.prediction });
  const hasPictures = model.design.pictureColumn !== '' && model.design.pictureFolder !== '';
  const rows = readReport.classes(perClass.data?.content);
  return (
    <>
      <ConfusionView
        projectKey={projectKey}
        confusion={found}
        chosen={chosen}
        onChoose={choose}
        noun={hasPictures ? 'picture' : 'row'}
        pairThumb={hasPictures ? (pair) => <PairThumbs projectKey={projectKey} modelId={model.id} pair={pair} /> : undefined}
        behind={
          chosen && (
            <BehindCell
              projectKey={projectKey}
              names={classNames(model.design)}
              pair={chosen}
              rows={behind}
              onMore={limit < CELL_MOST ? () => setLimit(limit + CELL_STEP) : undefined}
              noun={hasPictures ? 'picture' : 'row'}
              onClose={() => choose(undefined)}
            />
          )
        }
      />
      {rows.length > 0 && <PerClassTable projectKey={projectKey} rows={rows.map((one) => ({ name: one.name, precision: one.precision ?? 0, recall: one.recall ?? 0, f1: one.f1 ?? 0, support: one.support }))} />}
    </>
  );
}

/** A mistaken picture, and what the class it was taken for looks like. */
function PairThumbs({ projectKey, modelId, pair }: { projectKey: string; modelId: number; pair: Pair }) {
  const mistaken = useQuery(rowsQuery(projectKey, modelId, { truth: pair.label, prediction: pair.prediction, limit: 1 }));
  const usual = useQuery(rowsQuery(projectKey, modelId, { truth: pair.prediction, prediction: pair.prediction, limit: 1 }));
  return (
    <span className={classes.pair}>
      <TestPicture projectKey={projectKey} folderId={mistaken.data?.picture_folder ?? ''} path={mistaken.data?.rows[0]?.picture} />
      <IconChevronRight size={14} stroke={1.5} />
      <TestPicture projectKey={projectKey} folderId={usual.data?.picture_folder ?? ''} path={usual.data?.rows[0]?.picture} />
    </span>
  );
}
