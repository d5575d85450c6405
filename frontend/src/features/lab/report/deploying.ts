/** The request that brings a trained model into the flow. */
import { toApiError, unreachable } from '@/api/errors';

export interface DeployWish {
  name: string;
  saved_model_id?: string;
  activate: boolean;
}

export interface Deployed {
  item_id: string;
  recipe_id: string;
}

export async function deploy(projectKey: string, modelId: number, wish: DeployWish): Promise<Deployed> {
  const address = `/api/projects/${encodeURIComponent(projectKey)}/trained/${modelId}/deploy`;
  let answer: Response;
  try {
    answer = await fetch(new Request(new URL(address, globalThis.location.origin), { method: 'POST', body: JSON.stringify(wish), headers: { 'Content-Type': 'application/json' }, credentials: 'same-origin' }));
  } catch {
    throw unreachable();
  }
  const body: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw toApiError(answer.status, body);
  return body as Deployed;
}
