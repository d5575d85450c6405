/** The stored error of a job or activity, read into what a person needs. */
import type { JobDetail } from '@/api';
import type { Activity } from './run/liveJob';

export interface Failure {
  code: string;
  message: string;
  hint: string | undefined;
  fields: readonly { name: string; message: string }[];
}

export function readFailure(raw: unknown): Failure | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const error = raw as Record<string, unknown>;
  if (typeof error.message !== 'string' || error.message === '') return undefined;
  return {
    code: typeof error.code === 'string' ? error.code : 'failed',
    message: error.message,
    hint: typeof error.hint === 'string' && error.hint !== '' ? error.hint : undefined,
    fields: Array.isArray(error.fields) ? error.fields.map(readField).filter((field) => field !== undefined) : [],
  };
}

/** A field's name is the last word of its location: `["params", "learning_rate"]` is `learning_rate`. */
function readField(raw: unknown): Failure['fields'][number] | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { loc, message } = raw as Record<string, unknown>;
  const name: unknown = Array.isArray(loc) ? loc.filter((part) => typeof part === 'string').at(-1) : undefined;
  return typeof name === 'string' && typeof message === 'string' ? { name, message } : undefined;
}

/** The first activity that failed and why; the job's own error where no activity has one. */
export function failureOf(job: JobDetail): { activity: Activity | undefined; failure: Failure } {
  const activity = job.activities.find((candidate) => candidate.state === 'FAILED');
  const failure = readFailure(activity?.error) ?? readFailure(job.error);
  return {
    activity,
    failure: failure ?? { code: 'failed', message: 'It ended without saying why.', hint: 'The log below tells how far it came.', fields: [] },
  };
}
