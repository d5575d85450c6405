/** The parts of the address a page stands on. */
import { useParams } from '@tanstack/react-router';

/** The key of the project the page belongs to. */
export function useProjectKey(): string {
  return useParams({ strict: false }).key ?? '';
}

/** The id of the item, recipe or job the page shows. */
export function useObjectId(): string {
  return useParams({ strict: false }).id ?? '';
}

export function useMacroType(): string {
  return useParams({ strict: false }).type ?? '';
}

export function useModelFolderId(): string {
  return useParams({ strict: false }).folderId ?? '';
}
