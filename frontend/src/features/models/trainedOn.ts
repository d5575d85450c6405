/** What a network learnt from last: the pictures of this project once it was retrained, else what it came with. */
import { counted } from '@/lib/format';
import type { Model } from './modelQueries';

export function trainedOn(model: Pick<Model, 'retrained' | 'trained_on' | 'provenance'>): string {
  const folder = model.provenance.image_folder;
  if (!model.retrained || typeof folder !== 'object' || folder === null) return model.trained_on;
  const { name, files } = folder as Record<string, unknown>;
  if (typeof name !== 'string') return model.trained_on;
  return typeof files === 'number' ? `${name}, ${counted(files, 'picture')}` : name;
}
