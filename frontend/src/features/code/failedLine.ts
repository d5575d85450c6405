/** Where a run stopped in the code: read from the stored error of its activity. */
export interface FailedAt {
  line: number;
  message: string;
  traceback: readonly string[];
}

export function failedAtOf(error: unknown): FailedAt | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { details, message } = error as Record<string, unknown>;
  if (typeof details !== 'object' || details === null) return undefined;
  const { line, traceback } = details as Record<string, unknown>;
  if (typeof line !== 'number' || line < 1) return undefined;
  return {
    line,
    message: typeof message === 'string' ? message : 'The run stopped here.',
    traceback: Array.isArray(traceback) ? traceback.filter((one) => typeof one === 'string') : [],
  };
}
