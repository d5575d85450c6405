/** How predictions agree with labels: the figure with its counts, what was left out, by class, and the confusion with its pictures. */
import { useState } from 'react';
import { count, counted } from '@/lib/format';
import { StateGlyph } from '@/ui';
import { ConfusionView, PerClassTable, readConfusion, readMetrics, type Pair } from '../models';
import { readAgreement } from './agreement';
import { numberWords } from './metricWords';
import classes from './Metrics.module.css';
import type { MetricValue } from './types';

export function AccuracyCard({ projectKey, value, name, pictureFolderId }: { projectKey: string; value: MetricValue; name: string; pictureFolderId: string | null }) {
  const [pair, setPair] = useState<Pair>();
  const found = readAgreement(value.detail);
  if (found === undefined) return null;
  const raw = value.detail as Record<string, unknown>;
  const confusion = readConfusion({ ...(raw.confusion as object | null), image_folder_id: pictureFolderId });
  const { perClass } = readMetrics(raw);
  const [, , prediction = '', label = ''] = value.metric.split(':');
  return (
    <section className={classes.card} aria-label={name === '' ? 'Accuracy' : name}>
      <div className={classes.accuracy}>
        <div>
          <h2>{name === '' ? 'Accuracy of predictions' : name}</h2>
          <p className={classes.note}>
            {prediction} against {label}
          </p>
        </div>
        <p className={classes.display}>
          {typeof value.value === 'number' ? numberWords(value.value, 'share') : 'no value'}
          <small>
            {count(found.right)} of {count(found.compared)}
          </small>
        </p>
        <div className={classes.leftOut}>
          {value.problem !== null && (
            <p className={classes.problem}>
              <StateGlyph state="failed" size={12} /> {value.problem}
            </p>
          )}
          <p>{found.leftOut.length === 0 ? 'Every row was compared.' : `Left out: ${found.leftOut.join(', ')}.`}</p>
          {found.repeated > 0 && (
            <p className={classes.warn}>
              <StateGlyph state="out_of_date" size={12} /> {counted(found.repeated, 'path occurs', 'paths occur')} more than once among the labels and {found.repeated === 1 ? 'counts' : 'count'} each time.
            </p>
          )}
        </div>
      </div>
      {confusion && <ConfusionView projectKey={projectKey} confusion={confusion} chosen={pair} onChoose={setPair} />}
      {!confusion && perClass.length > 0 && <p className={classes.note}>There are {count(perClass.length)} classes: too many for a matrix.</p>}
      {perClass.length > 0 && <PerClassTable projectKey={projectKey} rows={perClass} />}
    </section>
  );
}
