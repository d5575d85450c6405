/** Performance marks of each epoch: received in the browser, painted on the curve. Their detail carries the runner's stamp. */
import type { EventBatch, StoredEvent } from '@/api';

export const EPOCH_RECEIVED = 'atelier:epoch-received';
export const EPOCH_PAINTED = 'atelier:epoch-painted';

export interface EpochMark {
  jobId: number;
  eventId: number;
  epoch: number;
  /** From the runner's stamp to this mark, by the machine's clock; true only where both run on one machine. */
  latencyMs: number;
}

const waiting = new Map<number, StoredEvent[]>();

/** Note the epochs of a batch of the stream. */
export function markReceived(jobId: number, batch: EventBatch): void {
  const epochs = batch.filter((event) => event.job_id === jobId && event.body.kind === 'epoch');
  if (epochs.length === 0) return;
  for (const event of epochs) mark(EPOCH_RECEIVED, jobId, event);
  waiting.set(jobId, [...(waiting.get(jobId) ?? []), ...epochs]);
}

/** Call once the state with the epochs is committed, which is inside a frame: the task after it finds the frame painted. */
export function markPainted(jobId: number): void {
  const epochs = waiting.get(jobId);
  if (!epochs) return;
  waiting.delete(jobId);
  const afterPaint = new MessageChannel();
  afterPaint.port1.onmessage = () => {
    afterPaint.port1.close();
    for (const event of epochs) mark(EPOCH_PAINTED, jobId, event);
  };
  afterPaint.port2.postMessage(undefined);
}

function mark(name: string, jobId: number, event: StoredEvent): void {
  if (event.body.kind !== 'epoch') return;
  const latencyMs = Date.now() - event.body.ended_at * 1000;
  const detail: EpochMark = { jobId, eventId: event.id, epoch: event.body.epoch, latencyMs };
  performance.mark(name, { detail });
}
