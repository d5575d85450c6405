/** How an item or recipe is drawn and which one fact stands under its name: the one place that knows the grammar. */
import type { FlowItem, FlowRecipe, RecipeType } from '@/api';
import { ago, bytes, count, counted } from '@/lib/format';
import { isGlyph, type GlyphName, type ShapeKind } from '@/ui';

export interface Look {
  kind: ShapeKind;
  glyph: GlyphName;
}

type ItemTraits = Pick<FlowItem, 'kind' | 'holds' | 'origin'>;

export function itemLook(item: ItemTraits): Look {
  if (item.kind === 'model') return { kind: 'model', glyph: 'model' };
  if (item.holds === 'evaluations') return { kind: 'folder', glyph: 'train' };
  if (item.kind === 'folder') return { kind: 'folder', glyph: item.holds === 'model' ? 'network' : 'pictures' };
  if (item.holds === 'predictions') return { kind: 'dataset', glyph: 'table-picture' };
  return { kind: 'dataset', glyph: item.origin === 'uploaded' ? 'table-in' : 'table' };
}

export function recipeLook(recipe: Pick<FlowRecipe | RecipeType, 'family' | 'icon'>): Look {
  return { kind: recipe.family, glyph: isGlyph(recipe.icon) ? recipe.icon : 'macro' };
}

/** What an item is, in words: "image folder", "model folder", "predictions". */
export function itemKindWord(item: Pick<FlowItem, 'kind' | 'holds'>): string {
  if (item.kind === 'model') return 'saved model';
  if (item.kind === 'folder') {
    if (item.holds === 'model') return 'model folder';
    if (item.holds === 'evaluations') return 'evaluation store';
    return item.holds === 'pictures' ? 'image folder' : 'folder';
  }
  if (item.holds === 'predictions') return 'predictions';
  return item.holds === 'vectors' ? 'features' : 'dataset';
}

/** The second line of an item: the state's cause where there is one, else one fact, else undefined (the state's own word). */
export function itemFact(item: FlowItem): string | undefined {
  if (item.state !== 'up_to_date') return item.state_text === '' ? undefined : item.state_text;
  const facts = item.facts;
  const number = (name: string) => (typeof facts[name] === 'number' ? facts[name] : undefined);
  if (item.kind === 'dataset') {
    const rows = number('rows');
    const width = number('vector_length');
    if (rows === undefined) return undefined;
    return width === undefined ? counted(rows, 'row') : `${count(rows)} × ${count(width)}`;
  }
  if (item.kind === 'model') return typeof facts.label === 'string' ? `${facts.label}, v${item.version}` : undefined;
  if (item.holds === 'evaluations') return counted(number('files') ?? 0, 'evaluation');
  const size = number('bytes');
  if (item.holds === 'model') return size === undefined ? 'network' : `${bytes(size)} network`;
  const pictures = number('pictures');
  if (pictures !== undefined && pictures > 0) return counted(pictures, 'picture');
  const files = number('files');
  if (files === 0) return 'empty';
  return files === undefined ? undefined : counted(files, 'file');
}

export function recipeFact(recipe: FlowRecipe): string | undefined {
  if (recipe.state === 'up_to_date' && recipe.last_run_at !== null) return sinceWords(recipe.last_run_at);
  if (recipe.state_text !== '') return recipe.state_text;
  return recipe.state === 'not_built' ? 'not run' : undefined;
}

/** "2 h ago", "yesterday", "just now". */
export function sinceWords(iso: string, now: Date = new Date()): string {
  const span = ago(iso, now);
  if (span === 'now') return 'just now';
  return / (?:min|h)$/.test(span) ? `${span} ago` : span;
}
