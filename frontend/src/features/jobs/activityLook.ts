/** How an activity is drawn: as its recipe is on the flow; a macro, which stands on no flow, as a bolt in the plugins' red. */
import { isGlyph, type GlyphName, type ShapeKind } from '@/ui';
import type { Activity } from './run/liveJob';

const FAMILIES: Record<string, ShapeKind> = { visual: 'visual', code: 'code', deep: 'deep', ml: 'ml' };

export function activityLook(activity: Pick<Activity, 'family' | 'icon' | 'kind'>): { kind: ShapeKind; glyph: GlyphName } {
  return { kind: FAMILIES[activity.family] ?? 'deep', glyph: isGlyph(activity.icon) ? activity.icon : 'macro' };
}
