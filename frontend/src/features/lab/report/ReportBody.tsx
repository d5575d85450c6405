/** The parts of a model's report, one a tab; the same for a trained model and for a version in the flow. */
import type { Pair } from '@/features/models';
import type { LabTypes } from '../types';
import { ConfusionTab } from './ConfusionTab';
import { CurvesTab } from './CurvesTab';
import { ErrorsTab } from './ErrorsTab';
import { FeaturesTab } from './FeaturesTab';
import { RegressionTab } from './RegressionTab';
import { SettingsTab } from './SettingsTab';
import type { Reported } from './source';
import { WhatIfTab } from './WhatIfTab';

export interface ReportTab {
  value: string;
  label: string;
}

/** The tabs that a model's report has; the first is shown where none is named. */
export function reportTabs({ design, sections }: Pick<Reported, 'design' | 'sections'>): [ReportTab, ...ReportTab[]] {
  const hasCurves = sections.includes('curves') || sections.includes('threshold');
  return [
    design.predictionType === 'REGRESSION' ? { value: 'answers', label: 'Answers' } : { value: 'confusion', label: 'Confusion' },
    ...(hasCurves ? [{ value: 'curves', label: 'Curves' }] : []),
    { value: 'features', label: 'Features' },
    { value: 'errors', label: 'Errors' },
    { value: 'what-if', label: 'What if' },
    { value: 'settings', label: 'Settings' },
  ];
}

export function tabOf(tabs: readonly [ReportTab, ...ReportTab[]], asked: string | undefined): string {
  return tabs.find((one) => one.value === asked)?.value ?? tabs[0].value;
}

interface ReportBodyProps {
  projectKey: string;
  model: Reported;
  types: LabTypes;
  tab: string;
  /** The cell of the confusion whose rows are shown. */
  chosen: Pair | undefined;
  onChoose: (pair: Pair | undefined) => void;
  isGreaterBetter: boolean;
  canChange: boolean;
  /** The job that trained it, where it is known. */
  jobId: number | null;
}

export function ReportBody({ projectKey, model, types, tab, chosen, onChoose, isGreaterBetter, canChange, jobId }: ReportBodyProps) {
  switch (tab) {
    case 'confusion':
      return <ConfusionTab projectKey={projectKey} model={model} chosen={chosen} canChange={canChange} onChoose={onChoose} />;
    case 'answers':
      return <RegressionTab model={model} />;
    case 'curves':
      return <CurvesTab projectKey={projectKey} model={model} />;
    case 'features':
      return <FeaturesTab projectKey={projectKey} model={model} types={types} />;
    case 'errors':
      return <ErrorsTab projectKey={projectKey} model={model} canChange={canChange} />;
    case 'what-if':
      return <WhatIfTab projectKey={projectKey} model={model} />;
    default:
      return <SettingsTab projectKey={projectKey} model={model} types={types} isGreaterBetter={isGreaterBetter} jobId={jobId} />;
  }
}
