/** The curves of several models in one chart each: of two classes, or the mean over them. */
import { useQueries } from '@tanstack/react-query';
import { isRecord } from '@/features/forms';
import { reportQuery } from '../labQueries';
import { modelName } from '../labWords';
import type { Ranked } from '../ranking';
import { CURVES } from './CurvesTab';
import { Plot, type PlotLine } from './Plot';
import { readReport, type Line } from './reading';
import classes from './Report.module.css';

const MEANS = new Set(['', 'mean', 'macro', 'all', 'average']);

export function CurvesCompared({ projectKey, chosen }: { projectKey: string; chosen: readonly Ranked[] }) {
  const found = useQueries({ queries: chosen.map(({ model }) => reportQuery(projectKey, model.id, 'curves')) });
  const shown = CURVES.slice(0, 2).flatMap((curve) => {
    const lines = chosen.flatMap(({ model }, index): PlotLine[] => {
      const content = found[index]?.data?.content;
      const line = wholeOf(readReport.lines(isRecord(content) ? content[curve.name] : undefined, curve.axes));
      return line === undefined ? [] : [{ name: `${modelName(model)}, ${model.session_number}`, points: line.points, colour: `var(--c${index % 10})` }];
    });
    return lines.length > 1 ? [{ ...curve, lines }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <section className={classes.part} aria-label="Curves, compared">
      <div className={classes.charts}>
        {shown.map((curve) => (
          <Plot key={curve.name} title={curve.title} x={curve.x} y={curve.y} xEnds={curve.xEnds} yEnds={curve.yEnds} hasDiagonal={curve.hasDiagonal} lines={curve.lines} />
        ))}
      </div>
    </section>
  );
}

/** The one line that stands for a model; where each class has its own and none is the mean, there is none. */
function wholeOf(lines: readonly Line[]): Line | undefined {
  return lines.find((line) => MEANS.has(line.name.toLowerCase())) ?? (lines.length <= 2 ? lines.at(-1) : undefined);
}
