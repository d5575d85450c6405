/** Opening a notebook in JupyterLab: its tab opens at the click, and goes there once the session runs. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import { sayError } from '@/ui';

interface Wish {
  name: string;
  /** Opened at the click, since a browser lets no page open one later; null where it lets none at all. */
  tab: Window | null;
}

export function useLab(projectKey: string) {
  const queryClient = useQueryClient();
  const opening = useMutation({
    mutationFn: ({ name }: Wish) => take(api.POST('/api/projects/{key}/notebooks/{name}/session', { params: { path: { key: projectKey, name } } })),
    onSuccess: ({ address }, { tab }) => {
      if (tab !== null && !tab.closed) tab.location.replace(address);
    },
    onError: (error, { tab }) => {
      tab?.close();
      sayError(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.notebookSessions() }),
  });
  return {
    open: (name: string) => opening.mutate({ name, tab: waitingTab(name) }),
    /** The notebook that is being opened. */
    opening: opening.isPending ? opening.variables.name : undefined,
    /** Where it is, when the browser refused the tab. */
    refused: opening.isSuccess && opening.variables.tab === null ? { name: opening.variables.name, address: opening.data.address } : undefined,
  };
}

function waitingTab(name: string): Window | null {
  const tab = globalThis.open('', '_blank');
  if (tab === null) return null;
  tab.opener = null;
  tab.document.title = name;
  const words = tab.document.createElement('p');
  words.textContent = `JupyterLab is being started for ${name}. This takes some seconds.`;
  words.style.cssText = 'font: 14px/20px system-ui, sans-serif; margin: 48px; color-scheme: light dark';
  tab.document.documentElement.style.colorScheme = 'light dark';
  tab.document.body.append(words);
  return tab;
}
