/** Which columns of a design a table shows, and in which order. */
import type { Feature, Role } from '../types';

export type SortBy = 'name' | 'role' | 'type';

export interface FeaturesView {
  search: string;
  role: Role | undefined;
  /** The order of the design where it is left out. */
  sort: { by: SortBy; isDown: boolean } | undefined;
}

export function shownFeatures(all: readonly (readonly [name: string, feature: Feature])[], { search, role, sort }: FeaturesView): (readonly [name: string, feature: Feature])[] {
  const sought = search.trim().toLocaleLowerCase('en-GB');
  const found = all.filter(([name, one]) => name.toLocaleLowerCase('en-GB').includes(sought) && (role === undefined || one.role === role));
  if (sort === undefined) return found;
  const key = ([name, one]: readonly [string, Feature]) => (sort.by === 'name' ? name : one[sort.by]);
  return found.sort((a, b) => (sort.isDown ? -1 : 1) * key(a).localeCompare(key(b), 'en-GB', { numeric: true }));
}

/** The next order when a head is clicked: up, down, as the design has it. */
export function nextSort(now: FeaturesView['sort'], by: SortBy): FeaturesView['sort'] {
  if (now?.by !== by) return { by, isDown: false };
  return now.isDown ? undefined : { by, isDown: true };
}
