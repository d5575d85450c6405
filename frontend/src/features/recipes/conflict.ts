/** The answer to a save that came too late, read from the server's refusal. */
import { ApiError } from '@/api';

export interface Conflict {
  theirs: Record<string, unknown>;
  revision: number;
  savedBy: string;
  savedAt: string | undefined;
}

export function conflictOf(error: unknown): Conflict | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  const { theirs, revision, saved_by: savedBy, saved_at: savedAt } = error.details;
  if (typeof theirs !== 'object' || theirs === null || typeof revision !== 'number') return undefined;
  return {
    theirs: theirs as Record<string, unknown>,
    revision,
    savedBy: typeof savedBy === 'string' ? savedBy : 'Somebody',
    savedAt: typeof savedAt === 'string' ? savedAt : undefined,
  };
}
