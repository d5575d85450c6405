/** The confusion with its ramps, the pairs to check first, the table twin, and the pictures of the chosen cell. */
import { Button } from '@mantine/core';
import { IconLayoutGrid, IconListDetails } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useClassLook } from '@/features/classes';
import { Segmented } from '@/ui';
import { cell, examplesOf, FULL_WRONG_SHARE, rowTotal, worstPairs, type Confusion, type Share } from './confusion';
import classes from './Confusion.module.css';
import { ConfusionMatrix, shortName, type Pair } from './ConfusionMatrix';
import { PairPictures } from './PairPictures';
import { PairsTable } from './PairsTable';
import { Picture } from './Picture';

interface ConfusionViewProps {
  projectKey: string;
  confusion: Confusion;
  chosen: Pair | undefined;
  onChoose: (pair: Pair | undefined) => void;
  /** What a cell counts; pictures where it is left out. */
  noun?: string;
  /** What stands before a pair to check first; its first example where it is left out. */
  pairThumb?: ((pair: Pair) => ReactNode) | undefined;
  /** What is behind the chosen cell, where the examples are not kept with the counts. */
  behind?: ReactNode;
}

/** A larger grid could not be read; beyond it the classes with the most mistakes are shown. */
const MOST_CLASSES = 40;
const CHECK_FIRST = 5;

export function ConfusionView({ projectKey, confusion, chosen, onChoose, noun = 'picture', pairThumb, behind }: ConfusionViewProps) {
  const [as, setAs] = useState<Share>('count');
  const [isTable, setIsTable] = useState(false);
  const lookOf = useClassLook(projectKey, confusion.labels);
  const shown = shownClasses(confusion);
  const worst = worstPairs(confusion, CHECK_FIRST);
  return (
    <section className={classes.view} aria-label="Confusion">
      <div className={classes.head}>
        <h2>Confusion</h2>
        <span className={classes.note}>
          {shown.length < confusion.labels.length
            ? `the ${shown.length} of ${confusion.labels.length} classes with the most mistakes; `
            : ''}
          rows are labels, columns are predictions
        </span>
        <span className={classes.headEnd}>
          <Segmented<Share>
            label="What the cells show"
            value={as}
            onChange={setAs}
            disabled={isTable}
            options={[
              { value: 'count', label: 'Count' },
              { value: 'row', label: 'By row' },
              { value: 'column', label: 'By column' },
            ]}
          />
        </span>
      </div>
      <div className={classes.body}>
        {isTable ? (
          <PairsTable confusion={confusion} lookOf={lookOf} chosen={chosen} onChoose={onChoose} noun={noun} />
        ) : (
          <ConfusionMatrix confusion={confusion} shown={shown} as={as} lookOf={lookOf} chosen={chosen} onChoose={onChoose} />
        )}
        <aside className={classes.side}>
          <h3>Right</h3>
          <div className={classes.ramp} data-ramp="right" />
          <p>stronger is a larger share of the label</p>
          <h3>Wrong</h3>
          <div className={classes.ramp} data-ramp="wrong" />
          <p>full at {FULL_WRONG_SHARE * 100} % of the label; empty cells are zero</p>
          {worst.length > 0 && (
            <>
              <h3>Check first</h3>
              <ul className={classes.worst}>
                {worst.map((pair) => (
                  <li key={`${pair.label}|${pair.prediction}`}>
                    <button type="button" onClick={() => onChoose(pair)}>
                      {pairThumb ? pairThumb(pair) : <PairThumb projectKey={projectKey} confusion={confusion} pair={pair} />}
                      <span title={`${pair.label} as ${pair.prediction}`}>
                        {shortName(pair.label)} as {shortName(pair.prediction)}
                      </span>
                      <b>{pair.count}</b>
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          {worst.length === 0 && <p className={classes.none}>Every {noun} is named rightly.</p>}
          <Button
            fullWidth
            leftSection={isTable ? <IconLayoutGrid size={16} stroke={1.5} /> : <IconListDetails size={16} stroke={1.5} />}
            onClick={() => setIsTable(!isTable)}
          >
            {isTable ? 'As matrix' : 'As table'}
          </Button>
        </aside>
      </div>
      {behind ?? (chosen && <PairPictures projectKey={projectKey} confusion={confusion} pair={chosen} onClose={() => onChoose(undefined)} />)}
    </section>
  );
}

function PairThumb({ projectKey, confusion, pair }: { projectKey: string; confusion: Confusion; pair: Pair }) {
  const example = examplesOf(confusion, pair.label, pair.prediction)[0];
  if (!example || confusion.imageFolderId === undefined) return null;
  return <Picture projectKey={projectKey} folderId={confusion.imageFolderId} path={example.path} size={96} />;
}

function shownClasses(confusion: Confusion): number[] {
  const all = confusion.labels.map((_, index) => index);
  if (all.length <= MOST_CLASSES) return all;
  const wrong = (index: number) => rowTotal(confusion, index) - cell(confusion, index, index);
  return [...all].sort((a, b) => wrong(b) - wrong(a)).slice(0, MOST_CLASSES).sort((a, b) => a - b);
}
