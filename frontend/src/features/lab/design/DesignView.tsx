/** One section of a design, and under it what keeps it from being trained. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent, ReactNode } from 'react';
import { datasetQuery } from '@/features/datasets';
import { counted } from '@/lib/format';
import { ErrorLine, StateGlyph } from '@/ui';
import type { Design, LabTypes, Task } from '../types';
import { AlgorithmsSection } from './AlgorithmsSection';
import { CalibrationSection, DiagnosticsSection, ReductionSection, WeightingSection } from './SmallSections';
import { CodeSection } from './CodeSection';
import classes from './Design.module.css';
import { FeaturesSection } from './FeaturesSection';
import { featuresOf } from './features';
import { GenerationSection } from './GenerationSection';
import { MetricSection } from './MetricSection';
import { SearchSection } from './SearchSection';
import { problemsIn, SECTIONS, type SectionId } from './sections';
import { SplitSection } from './SplitSection';
import { TargetSection } from './TargetSection';
import type { DesignDraft } from './useDesign';

export interface SectionProps {
  projectKey: string;
  task: Task;
  draft: DesignDraft;
  design: Design;
  types: LabTypes;
  /** Names of the columns after the script. */
  columns: readonly string[];
  canChange: boolean;
}

interface DesignViewProps {
  projectKey: string;
  task: Task;
  draft: DesignDraft;
  types: LabTypes;
  section: SectionId;
  feature: string | undefined;
  canChange: boolean;
  trainButton: ReactNode;
  onFeature: (name: string | undefined) => void;
  onSection: (section: SectionId) => void;
  onMend: () => void;
}

export function DesignView({ projectKey, task, draft, types, section, feature, canChange, trainButton, onFeature, onMend }: DesignViewProps) {
  const dataset = useQuery(datasetQuery(projectKey, task.dataset_id));
  const columns = [...new Set([...Object.keys(featuresOf(draft.design)), draft.design.targetVariable])];
  const shared: SectionProps = { projectKey, task, draft, design: draft.design, types, columns, canChange };
  const label = SECTIONS.find((one) => one.id === section)?.label ?? '';
  const found = problemsIn(draft.problems, section);
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    const isTyping = (event.target as HTMLElement).matches('input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable]');
    if (!(event.ctrlKey || event.metaKey) || isTyping || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) draft.redo();
    else draft.undo();
  };
  return (
    // Undo and redo are of the whole design, wherever in it the focus is.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div style={{ display: 'contents' }} onKeyDown={onKeyDown}>
      {section === 'features' ? (
        <FeaturesSection {...shared} datasetColumns={dataset.data?.columns} feature={feature} onFeature={onFeature} />
      ) : (
        // Focusable, so that it scrolls by keyboard too.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className={classes.body} aria-label={label} tabIndex={0}>
          {found.map((one) => (
            <p key={`${one.loc.join('.')}${one.message}`} className={classes.problem} role="alert">
              <StateGlyph state="failed" /> {one.message}
            </p>
          ))}
          <fieldset disabled={!canChange} style={{ padding: 0, margin: 0, border: 0, minWidth: 0 }}>
            {section === 'target' && <TargetSection {...shared} datasetColumns={dataset.data?.columns} />}
            {section === 'split' && <SplitSection {...shared} />}
            {section === 'metric' && <MetricSection {...shared} />}
            {section === 'generation' && <GenerationSection {...shared} />}
            {section === 'reduction' && <ReductionSection {...shared} />}
            {section === 'algorithms' && <AlgorithmsSection {...shared} />}
            {section === 'search' && <SearchSection {...shared} />}
            {section === 'weighting' && <WeightingSection {...shared} />}
            {section === 'calibration' && <CalibrationSection {...shared} />}
            {section === 'code' && <CodeSection {...shared} />}
            {section === 'diagnostics' && <DiagnosticsSection {...shared} />}
          </fieldset>
        </section>
      )}
      <div className={classes.foot}>
        <ActionIcon aria-label="Undo" disabled={!draft.canUndo} onClick={draft.undo}>
          <IconArrowBackUp size={16} stroke={1.5} />
        </ActionIcon>
        <ActionIcon aria-label="Redo" disabled={!draft.canRedo} onClick={draft.redo}>
          <IconArrowForwardUp size={16} stroke={1.5} />
        </ActionIcon>
        <span className={classes.footState} role="status">
          {draft.error !== undefined && draft.error !== null ? <ErrorLine error={draft.error} /> : !canChange ? 'You may look at this design, but not change it' : draft.isSaving || draft.isDirty ? 'Saving' : draft.problems.length > 0 ? `Saved, ${counted(draft.problems.length, 'problem')}` : 'Saved'}
        </span>
        <span className={classes.footEnd}>
          {draft.error !== undefined && draft.error !== null && (
            <Button onClick={() => void draft.save()}>Try again</Button>
          )}
          {draft.problems.length > 0 && <Button variant="subtle" onClick={onMend}>Show the first</Button>}
          {trainButton}
        </span>
      </div>
    </div>
  );
}
