/** The places inside a project, in the order of the bar. Only places that exist are listed. */
import type { FlowItem } from '@/api';

export type ProjectPath =
  | '/projects/$key/flow'
  | '/projects/$key/data'
  | '/projects/$key/recipes'
  | '/projects/$key/lab'
  | '/projects/$key/jobs'
  | '/projects/$key/macros'
  | '/projects/$key/notebooks';

export interface Destination {
  label: string;
  to: ProjectPath;
  /** Address parts that count as being here, besides the path itself. */
  also: readonly string[];
}

export const DESTINATIONS: readonly Destination[] = [
  { label: 'Flow', to: '/projects/$key/flow', also: [] },
  { label: 'Data', to: '/projects/$key/data', also: ['folders', 'datasets', 'evaluations'] },
  { label: 'Recipes', to: '/projects/$key/recipes', also: [] },
  { label: 'Lab', to: '/projects/$key/lab', also: ['analyses', 'tasks'] },
  { label: 'Jobs', to: '/projects/$key/jobs', also: [] },
  { label: 'Macros', to: '/projects/$key/macros', also: [] },
  { label: 'Notebooks', to: '/projects/$key/notebooks', also: [] },
];

/** The part after the project's key: "/projects/A/jobs/12" gives "jobs". */
export function placeOf(pathname: string): string {
  return pathname.split('/')[3] ?? '';
}

export function isHere(destination: Destination, pathname: string): boolean {
  const place = placeOf(pathname);
  return destination.to.endsWith(`/${place}`) || destination.also.includes(place);
}

/** What has a page of its own under Models: folders that hold a network, and saved models. */
export function modelsOf(items: readonly FlowItem[]): FlowItem[] {
  return items.filter((item) => item.state !== 'not_built' && (item.kind === 'model' || (item.kind === 'folder' && item.holds === 'model')));
}
