/** The items and recipes a person opened last, kept in this browser. */
import { useLocalStorage } from '@mantine/hooks';
import type { GlyphName, ShapeKind } from '@/ui';

export interface Recent {
  projectKey: string;
  projectName: string;
  id: string;
  name: string;
  kind: ShapeKind;
  glyph: GlyphName;
  href: string;
  at: string;
}

const STORE = 'atelier-recents';
const KEPT = 8;

export function useRecents(): Recent[] {
  const [recents] = useLocalStorage<Recent[]>({ key: STORE, defaultValue: [], getInitialValueInEffect: false });
  return recents;
}

/** Put one on top; the same item is listed once. */
export function withRecent(recents: readonly Recent[], recent: Recent): Recent[] {
  const others = recents.filter((other) => other.id !== recent.id || other.projectKey !== recent.projectKey);
  return [recent, ...others].slice(0, KEPT);
}

export function useRememberRecent(): (recent: Recent) => void {
  const [, setRecents] = useLocalStorage<Recent[]>({ key: STORE, defaultValue: [], getInitialValueInEffect: false });
  return (recent) => setRecents((recents) => withRecent(recents, recent));
}
