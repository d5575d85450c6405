/** How the columns of a recipe's outputs would change, for the question before a save or a run. */
import type { QueryClient } from '@tanstack/react-query';
import type { FlowOut } from '@/api';
import { previewQuery, type PreviewAsk } from './queries';
import type { OutputChange } from './SchemaDialog';

interface Foreseeing {
  queryClient: QueryClient;
  projectKey: string;
  recipeId: string;
  ask: PreviewAsk;
  flow: Pick<FlowOut, 'items' | 'recipes'>;
  outputs: Readonly<Record<string, readonly string[]>>;
}

/** A question that answers with the outputs whose columns change; a preview that fails has nothing to ask: the save or run says why. */
export function foreseeing({ queryClient, projectKey, recipeId, ask, flow, outputs }: Foreseeing): () => Promise<OutputChange[]> {
  return async () => {
    const answered = await queryClient.query(previewQuery(projectKey, recipeId, ask)).catch(() => undefined);
    return (answered?.preview.outputs ?? []).flatMap(({ slot, change }) => {
      if (change === null) return [];
      const [role = '', place = '0'] = slot.split('.');
      const id = outputs[role]?.[Number(place)];
      const item = flow.items.find((one) => one.id === id);
      const readers = flow.recipes.filter((one) => one.inputs.some((input) => input.item_id === id)).map((one) => one.name);
      return [{ slot, name: item?.name ?? slot, change, readers }];
    });
  };
}
