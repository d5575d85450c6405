/** At the right of the results: the report of one model, all models as a table, or those ticked side by side. */
import type { TaskSearch } from '@/app/search';
import { EmptyState, ItemShape } from '@/ui';
import { ranked, type Ranked } from '../ranking';
import { ModelView } from '../report/ModelView';
import type { Design, LabTypes, Session, Task } from '../types';
import { CompareView } from './CompareView';
import { ModelsTable } from './ModelsTable';
import { metricOf, shownModel, shownSessions, tickedIds } from './shown';

interface ResultsViewProps {
  projectKey: string;
  task: Task;
  sessions: readonly Session[];
  types: LabTypes;
  search: TaskSearch;
  canChange: boolean;
  onGo: (change: TaskSearch) => void;
  onUseDesign: (design: Design) => void;
}

export function ResultsView(props: ResultsViewProps) {
  const { projectKey, task, sessions, types, search, onGo } = props;
  const shown = shownSessions(sessions, search.session);
  const [latest] = shown;
  if (latest === undefined) {
    return (
      <EmptyState title="The reports of models stand here" drawing={<ItemShape kind="ml" glyph="train" state="not_built" size={64} />}>
        What a model confuses and the rows behind it, its curves, the features it looks at, and its settings.
      </EmptyState>
    );
  }
  const metric = metricOf(types, search.metric ?? latest.metric, task);
  const order = ranked(shown, metric);
  const ticked = tickedIds(search);
  if (search.view === 'table') return <ModelsTable order={order} types={types} task={task} onOpen={(model) => onGo({ model, view: undefined })} />;
  if (search.view === 'compare' && ticked.size > 0) {
    const chosen = ranked(sessions, metric).filter((one) => ticked.has(one.model.id));
    return <CompareView projectKey={projectKey} chosen={chosen} types={types} task={task} onOpen={(model) => onGo({ model, view: undefined })} onClose={() => onGo({ view: undefined, compare: undefined })} />;
  }
  const here = shownModel(order, search.model);
  if (here === undefined) return <EmptyState title="This session has no models">All of them were deleted. Train again, or choose another session.</EmptyState>;
  return <ModelView {...props} key={here.model.id} ranked={here} metric={metric} tickedCount={ticked.size} comparable={comparable(order, here.model.id)} />;
}

const MOST_COMPARED = 5;

/** The model that is shown with the best of the others, best first. */
function comparable(order: readonly Ranked[], here: number): number[] {
  const done = order.filter((one) => one.model.state === 'DONE').map((one) => one.model.id);
  return [...done.filter((id) => id === here), ...done.filter((id) => id !== here)].slice(0, MOST_COMPARED);
}
