/** The pictures behind a cell of the confusion, the surest mistake first. */
import { CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { counted } from '@/lib/format';
import { MiddleCut } from '@/ui';
import { cell, examplesOf, type Confusion } from './confusion';
import classes from './Confusion.module.css';
import type { Pair } from './ConfusionMatrix';
import { Picture } from './Picture';

interface PairPicturesProps {
  projectKey: string;
  confusion: Confusion;
  pair: Pair;
  onClose: () => void;
}

export function PairPictures({ projectKey, confusion, pair, onClose }: PairPicturesProps) {
  const region = useRef<HTMLElement>(null);
  const count = cell(confusion, confusion.labels.indexOf(pair.label), confusion.labels.indexOf(pair.prediction));
  const examples = examplesOf(confusion, pair.label, pair.prediction);
  const folderId = confusion.imageFolderId;
  const isRight = pair.label === pair.prediction;
  useEffect(() => {
    region.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [pair.label, pair.prediction]);
  const title = isRight ? `${pair.label}, named rightly` : `${pair.label}, predicted ${pair.prediction}`;
  return (
    <section ref={region} className={classes.behind} aria-label={`Pictures: ${title}`} aria-live="polite">
      <div className={classes.head}>
        <h2>{title}</h2>
        <span className={classes.chip}>{counted(count, 'picture')}</span>
        <span className={classes.note}>
          {examples.length === 0 ? '' : `${examples.length < count ? `${examples.length} shown, ` : ''}${isRight ? 'the surest first' : 'surest mistake first'}`}
        </span>
        <CloseButton className={classes.headEnd} aria-label="Close the pictures" onClick={onClose} />
      </div>
      {examples.length === 0 && (
        <p className={classes.note}>{count === 0 ? 'No picture is behind this cell.' : 'Pictures are kept for mistakes only.'}</p>
      )}
      <ul className={classes.grid}>
        {examples.map((example) => (
          <li key={example.path}>
            {folderId === undefined ? (
              <MiddleCut name={example.path} />
            ) : (
              <Link to="/projects/$key/folders/$id" params={{ key: projectKey, id: folderId }} search={{ picture: example.path }}>
                <Picture projectKey={projectKey} folderId={folderId} path={example.path} size={192} />
                <span className={classes.file}>
                  <MiddleCut name={example.path} tail={8} />
                </span>
              </Link>
            )}
            <span className={classes.sure}>
              <span className={classes.bar} aria-hidden="true">
                <i style={{ width: `${Math.round(example.probability * 100)}%` }} />
              </span>
              <b>{example.probability.toFixed(2)}</b>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
