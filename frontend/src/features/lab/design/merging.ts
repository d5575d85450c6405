/** Two people at one design: what both changed is put together, what they changed differently is a clash. */
import { isRecord, isSame } from '@/features/forms';

export interface Merged {
  /** Theirs with my changes put in; where both changed the same, mine. */
  mine: Record<string, unknown>;
  /** The same, with theirs where both changed the same. */
  theirs: Record<string, unknown>;
  /** Paths of values that both changed, each differently. */
  clashes: string[][];
}

/** Put two versions of one base together, value by value; lists count as one value. */
export function mergeDesigns(base: Readonly<Record<string, unknown>>, mine: Readonly<Record<string, unknown>>, theirs: Readonly<Record<string, unknown>>, path: readonly string[] = []): Merged {
  const merged: Merged = { mine: {}, theirs: {}, clashes: [] };
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const put = (own: unknown, other: unknown) => {
      if (own !== undefined) merged.mine[name] = own;
      if (other !== undefined) merged.theirs[name] = other;
    };
    const [was, own, other] = [base[name], mine[name], theirs[name]];
    if (isSame(own, other)) put(own, own);
    else if (isSame(was, own)) put(other, other);
    else if (isSame(was, other)) put(own, own);
    else if (isRecord(own) && isRecord(other)) {
      const inner = mergeDesigns(isRecord(was) ? was : {}, own, other, [...path, name]);
      put(inner.mine, inner.theirs);
      merged.clashes.push(...inner.clashes);
    } else {
      put(own, other);
      merged.clashes.push([...path, name]);
    }
  }
  return merged;
}
