/** An item or recipe as its shape, with its own pictures where it has some. */
import type { FlowItem, FlowRecipe } from '@/api';
import { sized } from '@/lib/thumbs';
import { ItemShape, type ItemState } from '@/ui';
import { itemLook, recipeLook } from './itemLook';

interface ItemIconProps {
  item: Pick<FlowItem, 'kind' | 'holds' | 'origin' | 'state' | 'thumbs' | 'built_at'>;
  size?: number | undefined;
  /** Overrides the stored state, for example with that of a running job. */
  state?: ItemState | undefined;
  /** Show a glyph instead of the folder's pictures, where the shape is too small for them. */
  isPlain?: boolean;
}

export function ItemIcon({ item, size, state, isPlain = false }: ItemIconProps) {
  const pictures = isPlain || item.holds !== 'pictures' ? [] : item.thumbs.slice(0, 4).map((thumb) => sized(thumb.url, 96));
  return <ItemShape {...itemLook(item)} size={size} state={outlineState(state ?? item.state, item)} pictures={pictures} />;
}

/** An item that is being written has no ring of its own: it looks like what it is until then, built before or not. */
function outlineState(state: ItemState, item: Pick<FlowItem, 'built_at'>): ItemState {
  if (state !== 'running' && state !== 'queued') return state;
  return item.built_at === null ? 'not_built' : 'up_to_date';
}

interface RecipeIconProps {
  recipe: Pick<FlowRecipe, 'family' | 'icon'> & Partial<Pick<FlowRecipe, 'state' | 'fraction'>>;
  size?: number | undefined;
  /** Draw the ring of progress around the shape while it runs. */
  hasRing?: boolean;
}

export function RecipeIcon({ recipe, size, hasRing = false }: RecipeIconProps) {
  return (
    <ItemShape
      {...recipeLook(recipe)}
      size={size}
      state={hasRing ? recipe.state : undefined}
      progress={recipe.fraction ?? undefined}
    />
  );
}
