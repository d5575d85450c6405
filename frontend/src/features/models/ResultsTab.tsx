/** How a retrained network does on pictures it has not learnt from. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CurvePair, curvePoint, readCurves } from '@/features/curves';
import { EmptyState, ItemShape } from '@/ui';
import { readConfusion } from './confusion';
import { ConfusionView } from './ConfusionView';
import type { Pair } from './ConfusionMatrix';
import { historyPoints } from './history';
import classes from './Model.module.css';
import { readMetrics } from './metrics';
import type { Model } from './modelQueries';
import { PerClassTable } from './PerClassTable';

interface ResultsTabProps {
  projectKey: string;
  model: Model;
  chosen: Pair | undefined;
  onChoose: (pair: Pair | undefined) => void;
}

export function ResultsTab({ projectKey, model, chosen, onChoose }: ResultsTabProps) {
  const points = historyPoints(model.history, curvePoint);
  const confusion = readConfusion(model.confusion);
  const { perClass } = readMetrics(model.metrics);
  if (points.length === 0 && !confusion && perClass.length === 0) return <NothingMeasured projectKey={projectKey} model={model} />;
  return (
    <>
      {points.length > 0 && (
        <>
          <CurvePair points={points} of={points.length} bestEpoch={model.best_epoch ?? undefined} fileName={model.folder.name} />
          <p className={classes.reading}>{readCurves(points, true).sentences.join(' ')}</p>
        </>
      )}
      {confusion && <ConfusionView projectKey={projectKey} confusion={confusion} chosen={chosen} onChoose={onChoose} />}
      {perClass.length > 0 && <PerClassTable projectKey={projectKey} rows={perClass} />}
    </>
  );
}

function NothingMeasured({ projectKey, model }: { projectKey: string; model: Model }) {
  return (
    <EmptyState
      drawing={<ItemShape kind="folder" glyph="network" size={64} />}
      title="Not measured on your pictures yet"
      actions={
        <Button
          renderRoot={(props: Record<string, unknown>) => (
            <Link
              to="/projects/$key/flow"
              params={{ key: projectKey }}
              search={{ selected: model.folder.id, create: 'image-retrain' }}
              {...props}
            />
          )}
        >
          Retrain it
        </Button>
      }
    >
      This network knows the {model.classes.length.toLocaleString('en-GB')} classes it came with. Retrain it on labelled pictures, and
      its curves, its accuracy and its mistakes are shown here.
    </EmptyState>
  );
}
