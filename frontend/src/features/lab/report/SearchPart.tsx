/** The search of a model: each candidate as a point, the best so far as a line, and all of them as a table. */
import { decimals, duration } from '@/lib/format';
import { lowerFirst, scoreWords } from '../labWords';
import { parametersOf } from '../results/parameters';
import classes from '../results/Results.module.css';
import { bestSoFar } from './plotting';
import { Plot } from './Plot';
import type { LabTypes } from '../types';
import type { TrialFigures } from './reading';

interface SearchPartProps {
  trials: readonly TrialFigures[];
  /** Words for the parameters of the algorithm. */
  types: LabTypes;
  algorithm: string;
  metricLabel: string;
  isGreaterBetter: boolean;
}

export function SearchPart({ trials, types, algorithm, metricLabel, isGreaterBetter }: SearchPartProps) {
  if (trials.length === 0) return null;
  const hasFolds = trials.some((trial) => trial.scores.length > 0);
  const scores = trials.map((trial) => trial.score);
  const known = scores.flatMap((score) => score ?? []);
  const best = known.length === 0 ? undefined : isGreaterBetter ? Math.max(...known) : Math.min(...known);
  return (
    <section className={classes.part} aria-label="Search">
      {known.length > 2 && (
        <Plot
          title={`${metricLabel} of each candidate`}
          x="candidate"
          y={metricLabel}
          height={210}
          xEnds={[1, Math.max(2, trials.length)]}
          lines={[
            { name: 'best so far', colour: 'var(--accent)', isDashed: true, points: bestSoFar(scores, isGreaterBetter) },
            { name: 'candidate', colour: 'var(--ink2)', as: 'points', points: scores.flatMap((score, index) => (score === undefined ? [] : [[index + 1, score] as const])) },
          ]}
        />
      )}
      <div className={classes.tableScroll}>
        <table className={classes.table}>
          <caption className="visually-hidden">Candidates of the search</caption>
          <thead>
            <tr>
              <th scope="col">Candidate</th>
              <th scope="col" className={classes.left}>
                Parameters
              </th>
              <th scope="col">{metricLabel}</th>
              {hasFolds && <th scope="col">Folds</th>}
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            {trials.map((trial, index) => (
              <tr key={index} data-best={trial.score !== undefined && trial.score === best}>
                <th scope="row">{index + 1}</th>
                <td className={classes.left}>{trialWords(trial.values, types, algorithm)}</td>
                <td>{trial.problem === '' ? scoreWords(trial.score) : trial.problem}</td>
                {hasFolds && <td>{trial.scores.map((score) => decimals(score, 3)).join('  ')}</td>}
                <td>{trial.seconds === undefined ? '·' : duration(trial.seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** "trees 100, fewest rows of a leaf 5". */
function trialWords(values: Readonly<Record<string, unknown>>, types: LabTypes, algorithm: string): string {
  const parts = [...parametersOf({ algorithm, values }, types)].map(([label, value]) => `${lowerFirst(label)} ${value}`);
  return parts.length === 0 ? 'as they are' : parts.join(', ');
}
