/** The outlines of item kinds in a 56-unit box: what an item is can be read from its shape alone. */

export const SHAPE_KINDS = ['dataset', 'folder', 'model', 'visual', 'code', 'deep', 'ml'] as const;
export type ShapeKind = (typeof SHAPE_KINDS)[number];

/** Nouns are drawn at 50 px, verbs at 44 px. */
export function isNoun(kind: ShapeKind): boolean {
  return kind === 'dataset' || kind === 'folder' || kind === 'model';
}

/** The name of the colour family in the tokens: `--<family>`, `--<family>-soft`, `-text`, `-on`, `-line`. */
export function familyOf(kind: ShapeKind): string {
  return kind === 'model' ? 'ml' : kind;
}

export const FOLDER_BODY = 'M4 46.4V12.2C4 9.9 5.9 8 8.2 8h11.9c1.3 0 2.5.6 3.3 1.6l2.5 3.1c.4.5 1 .8 1.6.8h20.3c2.3 0 4.2 1.9 4.2 4.2v28.7c0 2.3-1.9 4.2-4.2 4.2H8.2C5.9 50.6 4 48.7 4 46.4Z';

const HEXAGON = 'M25 4.9a6 6 0 0 1 6 0l15.2 8.8a6 6 0 0 1 3 5.2v17.6a6 6 0 0 1-3 5.2L31 50.5a6 6 0 0 1-6 0L9.8 41.7a6 6 0 0 1-3-5.2V18.9a6 6 0 0 1 3-5.2L25 4.9Z';

const DIAMOND = 'M24.1 3.2a5.5 5.5 0 0 1 7.8 0l20.9 20.9a5.5 5.5 0 0 1 0 7.8L31.9 52.8a5.5 5.5 0 0 1-7.8 0L3.2 31.9a5.5 5.5 0 0 1 0-7.8L24.1 3.2Z';

const DATASET = 'M14.5 4h27A10.5 10.5 0 0 1 52 14.5v27A10.5 10.5 0 0 1 41.5 52h-27A10.5 10.5 0 0 1 4 41.5v-27A10.5 10.5 0 0 1 14.5 4Z';

const CIRCLE = 'M28 4a24 24 0 1 1 0 48a24 24 0 1 1 0-48Z';

const STADIUM = 'M20 9h16a19 19 0 0 1 0 38H20a19 19 0 0 1 0-38Z';

export const SILHOUETTES: Record<ShapeKind, string> = {
  dataset: DATASET,
  folder: FOLDER_BODY,
  model: DIAMOND,
  visual: CIRCLE,
  code: STADIUM,
  deep: HEXAGON,
  ml: HEXAGON,
};

/** Where the glyph's centre stands, as a downward shift in box units (the folder's tab pushes it down). */
export const GLYPH_SHIFT: Record<ShapeKind, number> = {
  dataset: 0,
  folder: 4,
  model: 0,
  visual: 0,
  code: 0,
  deep: 0,
  ml: 0,
};
