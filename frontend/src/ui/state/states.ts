/** The states an item, recipe or job can be in, with the word and the tone each is shown in (LOOK 6). */

export const ITEM_STATES = [
  'up_to_date',
  'running',
  'queued',
  'out_of_date',
  'failed',
  'blocked',
  'stopped',
  'not_built',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

interface Look {
  word: string;
  /** Name of the colour token of glyph and word. */
  tone: string;
}

export const STATE_LOOKS: Record<ItemState, Look> = {
  up_to_date: { word: 'up to date', tone: 'ink3' },
  running: { word: 'running', tone: 'accent-text' },
  queued: { word: 'queued', tone: 'queued' },
  out_of_date: { word: 'out of date', tone: 'stale' },
  failed: { word: 'failed', tone: 'failed' },
  blocked: { word: 'blocked', tone: 'ink2' },
  stopped: { word: 'stopped', tone: 'ink2' },
  not_built: { word: 'not built', tone: 'ink3' },
};
