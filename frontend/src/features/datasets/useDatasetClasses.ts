import { useQuery } from '@tanstack/react-query';
import { useClassLook } from '../classes';
import { folderQuery, groupsOf } from '../folders';
import type { Dataset } from './types';

/** Looks of the classes in a dataset; those its picture folder's names suggest get the colours they will keep. */
export function useDatasetClasses(projectKey: string, dataset: Pick<Dataset, 'picture_folder_id'>) {
  const id = dataset.picture_folder_id;
  const folder = useQuery({ ...folderQuery(projectKey, id ?? ''), enabled: id !== null });
  return useClassLook(projectKey, folder.data ? groupsOf(folder.data).map((group) => group.name) : undefined);
}
