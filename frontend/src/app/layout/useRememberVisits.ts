/** Notes which item or recipe is open, for "You were here" on the home page. */
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { flowQuery, projectQuery, type FlowOut } from '@/api';
import { itemLook, recipeLook } from '@/features/items';
import { useRememberRecent, type Recent } from '@/lib/recents';

export function useRememberVisits(key: string): void {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const { data: flow } = useQuery(flowQuery(key));
  const { data: project } = useQuery(projectQuery(key));
  const remember = useRememberRecent();
  const visit = flow && project ? visitAt(pathname, flow) : undefined;
  const id = visit?.id;
  useEffect(() => {
    if (!visit || !project) return;
    remember({ ...visit, projectKey: key, projectName: project.name, href: pathname, at: new Date().toISOString() });
    // One note per page opened: neither a refreshed flow nor a changed name is a new visit.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, pathname]);
}

/** What the page at an address is about; undefined for lists and the flow itself. */
export function visitAt(pathname: string, flow: Pick<FlowOut, 'items' | 'recipes'>): Pick<Recent, 'id' | 'name' | 'kind' | 'glyph'> | undefined {
  const id = pathname.split('/')[4];
  const item = flow.items.find((one) => one.id === id);
  if (item) return { id: item.id, name: item.name, ...itemLook(item) };
  const recipe = flow.recipes.find((one) => one.id === id);
  return recipe ? { id: recipe.id, name: recipe.name, ...recipeLook(recipe) } : undefined;
}
