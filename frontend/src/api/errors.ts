/** Every failure of a request as one kind of error, made once, shown as the server worded it. */
import type { components } from './schema.gen';

export type Problem = components['schemas']['Problem'];
export type FieldProblem = components['schemas']['FieldProblemOut'];

export class ApiError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly fields: readonly FieldProblem[];
  readonly details: Record<string, unknown>;
  readonly requestId: string | undefined;
  readonly status: number;

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.message ?? `The server answered with status ${status} and no reason.`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.hint = problem.hint ?? undefined;
    this.fields = problem.fields ?? [];
    this.details = problem.details ?? {};
    this.requestId = problem.request_id ?? undefined;
  }

  /** The first message for a field, found by the end of its location: `fieldMessage('params', 'epochs')`. */
  fieldMessage(...path: string[]): string | undefined {
    const wanted = path.join('.');
    return this.fields.find((field) => {
      const at = field.loc.join('.');
      return at === wanted || at.endsWith(`.${wanted}`);
    })?.message;
  }
}

/** The request did not reach the server or its answer did not arrive. */
export function unreachable(): ApiError {
  return new ApiError(0, {
    code: 'unreachable',
    message: 'The server cannot be reached.',
    hint: 'Check that it is running and that this computer has a connection, then try again.',
  });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

/** Turn an error answer into an ApiError, whatever its body is. */
export function toApiError(status: number, body: unknown): ApiError {
  if (isProblem(body)) return new ApiError(status, body);
  if (status === 502 || status === 503 || status === 504) return unreachable();
  return new ApiError(status, {});
}
