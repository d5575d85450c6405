/** What the model confuses, and the rows behind a chosen cell, the surest mistake first. */
import { useQuery } from '@tanstack/react-query';
import { IconChevronRight } from '@tabler/icons-react';
import { ConfusionView, PerClassTable, type Pair } from '@/features/models';
import { ErrorState, SkeletonRows } from '@/ui';
import { classNames } from '../design/features';
import { nounOf } from '../labWords';
import { BehindCell } from './BehindCell';
import { readReport } from './reading';
import classes from './Report.module.css';
import { TestPicture } from './TestPicture';
import { type Reported, type ReportSource, reportQuery, rowsQuery } from './source';

interface ConfusionTabProps {
  projectKey: string;
  model: Reported;
  chosen: Pair | undefined;
  canChange: boolean;
  onChoose: (pair: Pair | undefined) => void;
}

export function ConfusionTab({ projectKey, model, chosen, canChange, onChoose }: ConfusionTabProps) {
  const confusion = useQuery(reportQuery(model.source, 'confusion'));
  const perClass = useQuery({ ...reportQuery(model.source, 'classes'), enabled: model.sections.includes('classes') });
  if (confusion.error) return <ErrorState error={confusion.error} what="the confusion" onRetry={() => void confusion.refetch()} />;
  if (!confusion.data) return <SkeletonRows rows={9} height={40} awaited="the confusion" />;
  const found = readReport.confusion(confusion.data.content);
  if (!found) return <p className={classes.part}>This model's confusion cannot be read.</p>;
  const noun = nounOf(model.design);
  const hasPictures = noun === 'picture';
  const rows = readReport.classMetrics(perClass.data?.content);
  return (
    <>
      <ConfusionView
        projectKey={projectKey}
        confusion={found}
        chosen={chosen}
        onChoose={onChoose}
        noun={noun}
        pairThumb={hasPictures ? (pair) => <PairThumbs projectKey={projectKey} source={model.source} pair={pair} /> : undefined}
        behind={
          chosen && (
            <BehindCell
              projectKey={projectKey}
              source={model.source}
              names={classNames(model.design)}
              trainedId={model.trainedId}
              pair={chosen}
              noun={noun}
              canChange={canChange}
              onClose={() => onChoose(undefined)}
            />
          )
        }
      />
      {rows.length > 0 && <PerClassTable projectKey={projectKey} rows={rows} noun={hasPictures ? 'Pictures' : 'Rows'} />}
    </>
  );
}

/** A mistaken picture, and what the class it was taken for looks like. */
function PairThumbs({ projectKey, source, pair }: { projectKey: string; source: ReportSource; pair: Pair }) {
  const mistaken = useQuery(rowsQuery(source, { truth: pair.label, prediction: pair.prediction, limit: 1 }));
  const usual = useQuery(rowsQuery(source, { truth: pair.prediction, prediction: pair.prediction, limit: 1 }));
  return (
    <span className={classes.pair}>
      <TestPicture projectKey={projectKey} folderId={mistaken.data?.picture_folder ?? ''} path={mistaken.data?.rows[0]?.picture} />
      <IconChevronRight size={14} stroke={1.5} />
      <TestPicture projectKey={projectKey} folderId={usual.data?.picture_folder ?? ''} path={usual.data?.rows[0]?.picture} />
    </span>
  );
}
