/** Everything below one project: opens its live stream and refreshes what an event says has changed. */
import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { feed, flowQuery, keys, useEvents, type EventBatch } from '@/api';
import { useProjectKey } from '@/lib/params';
import { useRememberVisits } from './useRememberVisits';

export function ProjectScope() {
  const key = useProjectKey();
  const queryClient = useQueryClient();
  useRememberVisits(key);

  useEffect(() => {
    let isCurrent = true;
    // The flow says which event it already includes: the stream starts right after it, so that nothing is missed or repeated.
    queryClient.query({ ...flowQuery(key), staleTime: 'static' }).then(
      (flow) => isCurrent && feed.open(key, flow.last_event_id),
      () => undefined, // The page itself shows why the flow could not be read.
    );
    return () => {
      isCurrent = false;
      feed.close();
    };
  }, [key, queryClient]);

  useEvents((batch) => {
    for (const queryKey of staleKeys(key, batch)) void queryClient.invalidateQueries({ queryKey: [...queryKey] });
  });

  return <Outlet />;
}

/** The query keys that a batch of events makes stale, each named once. */
export function staleKeys(key: string, batch: EventBatch): readonly (readonly unknown[])[] {
  const stale = new Map<string, readonly unknown[]>();
  const add = (queryKey: readonly unknown[]) => stale.set(JSON.stringify(queryKey), queryKey);
  for (const event of batch) {
    const body = event.body;
    switch (body.kind) {
      case 'item':
        add(keys.flow(key));
        if (body.object === 'item') add(keys.item(key, body.id));
        else if (body.object === 'recipe') add(keys.recipe(key, body.id));
        else add(keys.projectDetail(key));
        break;
      case 'job':
        add(keys.running());
        add(keys.flow(key));
        add([...keys.jobs(key), 'list']);
        if (event.job_id !== null) add(keys.job(key, event.job_id));
        add(keys.allSessions(key));
        add(keys.analyses(key));
        break;
      case 'model':
        add(keys.allSessions(key));
        // A model that is finished has a report now, and may be the best of its task.
        if (body.state === 'DONE' || body.state === 'FAILED' || body.state === 'ABORTED') {
          add(keys.allTrained(key));
          add(keys.analyses(key));
        }
        break;
      case 'activity':
        add(keys.flow(key));
        if (event.job_id !== null) add(keys.job(key, event.job_id));
        break;
      case 'log':
      case 'warning':
      case 'epoch':
      case 'epoch_start':
      case 'progress':
        break; // Screens that show these read them from the stream itself.
    }
  }
  return [...stale.values()];
}
