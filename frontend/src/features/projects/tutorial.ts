/** The steps of the tutorial, read off its flow: what is built is done, the first that is not is next. Pure. */
import type { FlowItem, FlowOut, FlowRecipe } from '@/api';
import type { GlyphName, ShapeKind } from '@/ui';

export interface TutorialStep {
  name: string;
  kind: ShapeKind;
  glyph: GlyphName;
  isDone: boolean;
  /** The node of the flow where the step is done. */
  nodeId: string | undefined;
}

const CLASSIFY = 'image-classification';
const RETRAIN = 'image-retrain';
const FEATURES = 'image-features';

export function tutorialSteps(flow: Pick<FlowOut, 'items' | 'recipes'> | undefined): TutorialStep[] {
  const items = flow?.items ?? [];
  const recipes = flow?.recipes ?? [];
  const isBuilt = (item: FlowItem | undefined) => item !== undefined && item.state !== 'not_built' && item.built_at !== null;
  const output = (recipe: FlowRecipe | undefined) => items.find((item) => recipe?.outputs.some((ref) => ref.item_id === item.id));
  const written = new Set(recipes.flatMap((recipe) => recipe.outputs.map((ref) => ref.item_id)));
  const retrain = recipes.find((recipe) => recipe.type === RETRAIN);
  const retrained = output(retrain);
  const readsRetrained = (recipe: FlowRecipe) => recipe.inputs.some((ref) => ref.item_id === retrained?.id);
  const classify = recipes.find((recipe) => recipe.type === CLASSIFY && !readsRetrained(recipe));
  const again = recipes.find((recipe) => recipe.type === CLASSIFY && readsRetrained(recipe));
  const features = recipes.find((recipe) => recipe.type === FEATURES);
  const pictures = items.find((item) => item.holds === 'pictures' && !written.has(item.id));
  const labels = items.find((item) => item.kind === 'dataset' && item.holds === 'table' && !written.has(item.id));
  const network = items.find((item) => item.holds === 'model' && !written.has(item.id));

  const steps: TutorialStep[] = [
    { name: 'Draw the pictures', kind: 'folder', glyph: 'pictures', isDone: isBuilt(pictures), nodeId: pictures?.id },
    { name: 'Read the labels', kind: 'dataset', glyph: 'table-in', isDone: isBuilt(labels), nodeId: labels?.id },
    { name: 'Fetch a network', kind: 'folder', glyph: 'network', isDone: isBuilt(network), nodeId: network?.id },
    { name: 'Classify test pictures', kind: 'deep', glyph: 'classify', isDone: isBuilt(output(classify)), nodeId: classify?.id },
    { name: 'Retrain the network', kind: 'deep', glyph: 'retrain', isDone: isBuilt(retrained), nodeId: retrain?.id },
    { name: 'Classify again', kind: 'deep', glyph: 'classify', isDone: isBuilt(output(again)), nodeId: again?.id },
  ];
  if (features) {
    steps.push({ name: 'Extract features', kind: 'deep', glyph: 'features', isDone: isBuilt(output(features)), nodeId: features.id });
  }
  return steps;
}

/** The first step that is not done; undefined when all are. */
export function nextStep(steps: readonly TutorialStep[]): { step: TutorialStep; number: number } | undefined {
  const index = steps.findIndex((step) => !step.isDone);
  const step = steps[index];
  return step ? { step, number: index + 1 } : undefined;
}
