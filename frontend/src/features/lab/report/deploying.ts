/** The request that brings a trained model into the flow. */
import { api, take } from '@/api';

export interface DeployWish {
  name: string;
  saved_model_id?: string;
  activate: boolean;
}

export function deploy(projectKey: string, modelId: number, wish: DeployWish) {
  return take(api.POST('/api/projects/{key}/trained/{model_id}/deploy', { params: { path: { key: projectKey, model_id: modelId } }, body: wish }));
}
