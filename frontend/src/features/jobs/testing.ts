/** Jobs, activities and events for tests. */
import type { EventBody, JobDetail, StoredEvent } from '@/api';
import type { Activity } from './run/liveJob';

export const START = Date.parse('2026-11-24T09:53:00Z');

export function activityOf(change: Partial<Activity> = {}): Activity {
  return {
    id: 1,
    position: 0,
    kind: 'recipe',
    type: 'image-retrain',
    icon: 'retrain',
    family: 'deep',
    name: 'retrain',
    recipe_id: 'R1',
    inputs: [],
    outputs: [{ role: 'model_output', item_id: 'F3', name: 'resnet50_cartoon', kind: 'folder', version: null }],
    params: {},
    needs: [],
    reason: 'Its output has never been built.',
    slot_class: 'cpu',
    slot: 'gpu:1',
    state: 'RUNNING',
    waiting_for: '',
    place: null,
    fraction: null,
    progress_text: '',
    seconds_left: null,
    summary: {},
    tries: 1,
    started_at: new Date(START).toISOString(),
    ended_at: null,
    error: null,
    ...change,
  };
}

export function jobOf(change: Partial<JobDetail> = {}): JobDetail {
  return {
    id: 7,
    project_key: 'DEMO',
    kind: 'build',
    name: 'Build resnet50_cartoon',
    build_type: 'RECURSIVE_BUILD',
    state: 'RUNNING',
    initiator: 'ines',
    via: 'browser',
    created_at: new Date(START - 2_000).toISOString(),
    started_at: new Date(START).toISOString(),
    ended_at: null,
    abort_requested: false,
    warnings: 0,
    error: null,
    activity_count: 1,
    text: '',
    fraction: null,
    activities: [activityOf()],
    last_event_id: 0,
    ...change,
  };
}

export function stored(id: number, body: EventBody, activity_id: number | null = 1, job_id = 7): StoredEvent {
  return { id, at: START / 1000 + id, job_id, activity_id, body };
}

export function epochOf(epoch: number, figures: Record<string, number>, best = false, of = 10): EventBody {
  return { kind: 'epoch', epoch, of, seconds: 24, logs: figures, best, ended_at: START / 1000 + 24 * epoch };
}
