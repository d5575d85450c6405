/** What the model looks at: importance of the features, how the answer follows each, and the features of the design. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Segmented } from '@/ui';
import type { LabTypes } from '../types';
import { Bars } from './Bars';
import { DesignFeatures } from './DesignFeatures';
import { DependencePart } from './DependencePart';
import { PermutationPart } from './PermutationPart';
import { readReport } from './reading';
import classes from './Report.module.css';
import { SubpopulationPart } from './SubpopulationPart';
import { type Reported, reportQuery } from './source';

export function FeaturesTab({ projectKey, model, types }: { projectKey: string; model: Reported; types: LabTypes }) {
  const importance = useQuery({ ...reportQuery(model.source, 'importance'), enabled: model.sections.includes('importance') });
  const [by, setBy] = useState<'columns' | 'features'>('columns');
  const found = readReport.importance(importance.data?.content);
  return (
    <>
      {found && found.features.length > 0 && (
        <section className={classes.part} aria-label="Importance">
          <div className={classes.partHead}>
            <h2>{found.isLinear ? 'Size of the coefficients' : 'Importance'}</h2>
            <span className={classes.note}>as the model itself says, as shares of the whole</span>
            <span className={classes.end}>
              <Segmented
                label="Importance of"
                value={by}
                onChange={setBy}
                options={[
                  { value: 'columns', label: 'Columns' },
                  { value: 'features', label: 'Features' },
                ]}
              />
            </span>
          </div>
          <Bars bars={by === 'columns' ? found.columns : found.features} all={by === 'columns' ? found.columns.length : found.featureCount} />
        </section>
      )}
      <PermutationPart model={model} />
      <DependencePart projectKey={projectKey} model={model} />
      <SubpopulationPart model={model} />
      <section className={classes.part} aria-label="Features of the design">
        <div className={classes.partHead}>
          <h2>Features of the design</h2>
          <span className={classes.note}>as this model was trained</span>
        </div>
        <DesignFeatures design={model.design} types={types} />
      </section>
    </>
  );
}
