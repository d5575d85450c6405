/** Sections of a few fields: reduction, weighting, calibration, diagnostics. */
import { Switch } from '@mantine/core';
import type { Design } from '../types';
import { withPreprocessing, withWeight } from './change';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { ChoiceField, ColumnField, NumberField, SwitchField } from './fields';
import { problemAt } from './sections';

type Reduction = NonNullable<NonNullable<Design['preprocessing']>['feature_reduction']>;

const REDUCTIONS: Record<NonNullable<Reduction['method']>, string> = {
  NONE: 'None',
  CORRELATION: 'Correlation with the target',
  TREE_BASED: 'Importance in trees',
  LASSO: 'Lasso',
  PCA: 'Principal components',
};

export function ReductionSection({ draft, design }: SectionProps) {
  const reduction: Reduction = design.preprocessing.feature_reduction ;
  const set = (change: Partial<Reduction>, tag?: string) => draft.edit((now) => withPreprocessing(now, { feature_reduction: { ...reduction, ...change } }), tag);
  return (
    <>
      <div className={classes.head}>
        <h2>Reduction</h2>
        <span className={classes.note}>Fewer features train faster and overfit less.</span>
      </div>
      <ChoiceField label="Method" value={reduction.method} options={Object.entries(REDUCTIONS).map(([value, label]) => ({ value: value as NonNullable<Reduction['method']>, label }))} onChange={(method) => set({ method })} />
      {reduction.method !== 'NONE' && <NumberField label="Features kept" value={reduction.kept} step={1} error={problemAt(draft.problems, 'preprocessing', 'feature_reduction', 'kept')} onChange={(kept) => set({ kept }, 'kept')} />}
    </>
  );
}

export function WeightingSection({ draft, design, columns }: SectionProps) {
  const method = design.weight.weightMethod ;
  const isClasses = design.predictionType !== 'REGRESSION';
  const isByColumn = method.includes('SAMPLE');
  return (
    <>
      <div className={classes.head}>
        <h2>Weighting</h2>
        <span className={classes.note}>How much each row counts in training and in the metrics.</span>
      </div>
      <ChoiceField
        label="Rows count"
        value={method}
        options={[
          { value: 'NO_WEIGHTING', label: 'All the same' },
          ...(isClasses ? [{ value: 'CLASS_WEIGHT' as const, label: 'By class' }] : []),
          { value: 'SAMPLE_WEIGHT', label: 'By a column' },
          ...(isClasses ? [{ value: 'CLASS_AND_SAMPLE_WEIGHT' as const, label: 'By both' }] : []),
        ]}
        help={isClasses ? 'By class: rows of rare classes count more, so that all classes weigh the same.' : undefined}
        onChange={(weightMethod) => draft.edit((now) => withWeight(now, { weightMethod }))}
      />
      {isByColumn && (
        <ColumnField label="Column with the weight" value={design.weight.sampleWeightVariable } columns={columns} none="Choose" error={problemAt(draft.problems, 'weight', 'sampleWeightVariable')} onChange={(sampleWeightVariable) => draft.edit((now) => withWeight(now, { sampleWeightVariable }))} />
      )}
    </>
  );
}

export function CalibrationSection({ draft, design }: SectionProps) {
  return (
    <>
      <div className={classes.head}>
        <h2>Calibration</h2>
        <span className={classes.note}>Probabilities straightened after training, so that of all rows with 0.8, eight in ten are true.</span>
      </div>
      {design.predictionType === 'REGRESSION' ? (
        <p className={classes.note}>A regression has no probabilities to calibrate.</p>
      ) : (
        <ChoiceField
          label="Method"
          value={design.calibration.calibrationMethod }
          options={[
            { value: 'NO_CALIBRATION', label: 'None' },
            { value: 'SIGMOID', label: 'Sigmoid' },
            { value: 'ISOTONIC', label: 'Isotonic' },
          ]}
          help="Sigmoid suits few rows; isotonic needs a thousand or more."
          onChange={(calibrationMethod) => draft.edit((now) => ({ ...now, calibration: { calibrationMethod } }))}
        />
      )}
    </>
  );
}

/** The kinds of warnings, by the names that designs use. */
export const DIAGNOSTICS: readonly { kind: string; label: string }[] = [
  { kind: 'leak', label: 'A figure too good to be true' },
  { kind: 'overfit', label: 'Rows learnt by heart' },
  { kind: 'imbalance', label: 'Classes of very unequal size' },
  { kind: 'small_classes', label: 'Classes with few rows' },
  { kind: 'few_rows', label: 'Few rows to train on' },
  { kind: 'duplicates', label: 'The same rows in training and test' },
];

export function DiagnosticsSection({ draft, design }: SectionProps) {
  const settings = design.diagnosticsSettings;
  const off = settings.off;
  const isOn = settings.enabled;
  return (
    <>
      <div className={classes.head}>
        <h2>Diagnostics</h2>
        <span className={classes.note}>What is looked for after training; findings stand in the report of each model.</span>
      </div>
      <SwitchField label="Warnings" words="looked for" checked={isOn} onChange={(enabled) => draft.edit((now) => ({ ...now, diagnosticsSettings: { enabled, off } }))} />
      {isOn && (
        <div className={classes.stack} style={{ paddingTop: 8 }}>
          {DIAGNOSTICS.map(({ kind, label }) => (
            <Switch
              key={kind}
              label={label}
              checked={!off.includes(kind)}
              onChange={(event) => {
                const next = event.currentTarget.checked ? off.filter((one) => one !== kind) : [...off, kind];
                draft.edit((now) => ({ ...now, diagnosticsSettings: { enabled: true, off: next } }));
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}
