/** ROC, and precision and recall, of several models in one chart each, for one class. */
import { Select } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { modelName } from '../labWords';
import type { Ranked } from '../ranking';
import { CURVES } from './CurvesTab';
import { Plot } from './Plot';
import { readReport } from './reading';
import classes from './Report.module.css';
import { reportQuery, trainedSource } from './source';

export function CurvesCompared({ projectKey, chosen, hasCurves }: { projectKey: string; chosen: readonly Ranked[]; hasCurves: boolean }) {
  const found = useQueries({ queries: chosen.map(({ model }) => ({ ...reportQuery(trainedSource(projectKey, model.id), 'curves'), enabled: hasCurves })) });
  const [picked, setPicked] = useState<string>();
  const all = found.map((one) => readReport.curves(one.data?.content));
  const names = [...new Set(all.flatMap((one) => one.map((curves) => curves.name)))];
  const name = picked ?? names[0];
  const lines = (curve: 'roc' | 'pr') =>
    all.flatMap((one, index) => {
      const curves = one.find((some) => some.name === name);
      const model = chosen[index]?.model;
      return curves === undefined || model === undefined ? [] : [{ name: `${modelName(model)}, session ${model.session_number}`, points: curves[curve], colour: `var(--c${index % 10})` }];
    });
  if (name === undefined) return null;
  return (
    <section className={classes.part} aria-label="Curves, compared">
      <div className={classes.partHead}>
        <h2>Curves</h2>
        {names.length > 1 && <Select aria-label="Class" data={names} value={name} allowDeselect={false} searchable onChange={(next) => setPicked(next ?? undefined)} />}
      </div>
      <div className={classes.charts}>
        {CURVES.slice(0, 2).map((curve) => (
          <Plot key={curve.name} title={curve.title} x={curve.x} y={curve.y} xEnds={[0, 1]} yEnds={[0, 1]} hasDiagonal={curve.hasDiagonal} lines={lines(curve.name === 'pr' ? 'pr' : 'roc')} />
        ))}
      </div>
    </section>
  );
}
