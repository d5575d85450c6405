/** How hyper-parameters are searched. */
import { CodeEditor } from '@/features/code';
import { DerivedHint } from '@/ui';
import type { Design } from '../types';
import { withSearch } from './change';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { ChoiceField, NumberField, SwitchField } from './fields';
import { algorithmBlock, problemAt } from './sections';
import { tried } from './spaces';

type Search = NonNullable<NonNullable<Design['modeling']>['gridSearchParams']>;

const SPLITS = 'def splits(y, groups):\n    yield train_rows, validation_rows\n';

export function SearchSection({ draft, design, types }: SectionProps) {
  const search = (design.modeling.gridSearchParams );
  const strategy = search.strategy;
  const mode = search.mode;
  const set = (change: Partial<Search>, tag?: string) => draft.edit((now) => withSearch(now, change), tag);
  const at = (name: string) => problemAt(draft.problems, 'modeling', 'gridSearchParams', name);
  const on = types.algorithms.filter((one) => one.tasks.includes(design.predictionType) && algorithmBlock(design, one.key)?.enabled === true);
  const candidates = on.reduce((sum, one) => sum + tried(one, design), 0);
  const folds = mode === 'KFOLD' ? (search.nFolds) : 1;
  return (
    <>
      <div className={classes.head}>
        <h2>Hyper-parameters</h2>
        <span className={classes.note}>Candidates are judged on parts of the training rows; the best is trained again on all of them.</span>
      </div>
      <ChoiceField
        label="Strategy"
        value={strategy}
        options={[
          { value: 'GRID', label: 'Grid' },
          { value: 'RANDOM', label: 'Random' },
          { value: 'BAYESIAN', label: 'Bayesian' },
        ]}
        help={strategy === 'GRID' ? 'Every combination of the values.' : strategy === 'RANDOM' ? 'Drawn from the ranges.' : 'Each candidate is chosen by what the ones before have shown.'}
        onChange={(next) => set({ strategy: next })}
      />
      {strategy === 'GRID' ? (
        <>
          <SwitchField label="Order" words="shuffled" help="So that a limit does not cut off one end of the grid." checked={search.randomized} onChange={(randomized) => set({ randomized })} />
          <NumberField label="Most candidates" value={search.nIter} step={1} help="0 sets no limit." error={at('nIter')} onChange={(nIter) => set({ nIter }, 'nIter')} />
        </>
      ) : (
        <NumberField label="Candidates" value={search.nIterRandom} step={1} error={at('nIterRandom')} onChange={(nIterRandom) => set({ nIterRandom }, 'nIterRandom')} />
      )}
      <NumberField label="Most time" value={search.timeout} unit="min" step={1} help="For each algorithm; 0 sets no limit." error={at('timeout')} onChange={(timeout) => set({ timeout }, 'timeout')} />
      <ChoiceField
        label="Judged on"
        value={mode}
        options={[
          { value: 'KFOLD', label: 'k folds' },
          { value: 'SHUFFLE', label: 'One split' },
          { value: 'CUSTOM', label: 'Own code' },
        ]}
        onChange={(next) => set({ mode: next })}
      />
      {mode === 'KFOLD' && <NumberField label="Folds" value={search.nFolds} step={1} error={at('nFolds')} onChange={(nFolds) => set({ nFolds }, 'folds')} />}
      {mode === 'SHUFFLE' && <NumberField label="Train ratio" value={search.splitRatio} step={0.05} error={at('splitRatio')} onChange={(splitRatio) => set({ splitRatio }, 'ratio')} />}
      {mode === 'CUSTOM' ? (
        <div className={classes.code}>
          <CodeEditor language="python" label="Splits in Python" minHeight={160} value={search.code} hint={SPLITS} onChange={(code) => set({ code }, 'split-code')} />
        </div>
      ) : (
        <SwitchField label="Stratified" words="each class in the same share in all parts" checked={search.stratified} onChange={(stratified) => set({ stratified })} />
      )}
      <NumberField label="At once" value={search.nJobs} step={1} help="Candidates trained side by side; 0 takes as many as there are processors." error={at('nJobs')} onChange={(nJobs) => set({ nJobs }, 'jobs')} />
      <NumberField label="Seed" value={search.seed} step={1} error={at('seed')} onChange={(seed) => set({ seed }, 'seed')} />
      {on.length > 0 && (
        <DerivedHint result={`${candidates.toLocaleString('en-GB')} candidates × ${folds} ${folds === 1 ? 'split' : 'folds'} = ${(candidates * folds).toLocaleString('en-GB')} fits.`}>
          Over {on.length} {on.length === 1 ? 'algorithm' : 'algorithms'}, at most.
        </DerivedHint>
      )}
    </>
  );
}
