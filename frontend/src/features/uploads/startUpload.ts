/** Begin an upload into a folder and keep its queue, so that leaving the page does not stop it. */
import { create } from 'zustand';
import { api, putBytes, take } from '@/api';
import type { PickedFile } from './dropped';
import { UploadQueue } from './uploadQueue';

export interface Changed {
  version: number;
  files: number;
  undo_version: number;
  message: string;
}

interface Uploads {
  queues: Readonly<Record<string, UploadQueue<Changed> | undefined>>;
  set: (folderId: string, queue: UploadQueue<Changed> | undefined) => void;
}

export const useUploads = create<Uploads>((set) => ({
  queues: {},
  set: (folderId, queue) => set((old) => ({ queues: { ...old.queues, [folderId]: queue } })),
}));

const memory = (folderId: string) => `atelier.upload.${folderId}`;

/** The upload into this folder that a closed or reloaded page left behind, if any. */
export function interruptedUpload(folderId: string): string | undefined {
  return sessionStorage.getItem(memory(folderId)) ?? undefined;
}

export function forgetUpload(folderId: string): void {
  sessionStorage.removeItem(memory(folderId));
}

export function putAddress(projectKey: string, uploadId: string, path: string): string {
  const place = path.split('/').map(encodeURIComponent).join('/');
  return `/api/projects/${encodeURIComponent(projectKey)}/uploads/${encodeURIComponent(uploadId)}/files/${place}`;
}

export async function newUpload(projectKey: string): Promise<string> {
  return (await take(api.POST('/api/projects/{key}/uploads', { params: { path: { key: projectKey } } }))).id;
}

export function uploadedFiles(projectKey: string, uploadId: string) {
  return take(api.GET('/api/projects/{key}/uploads/{upload_id}/files', { params: { path: { key: projectKey, upload_id: uploadId } } }));
}

export function discardUpload(projectKey: string, uploadId: string) {
  return take(api.DELETE('/api/projects/{key}/uploads/{upload_id}', { params: { path: { key: projectKey, upload_id: uploadId } } }));
}

export function finishUpload(projectKey: string, folderId: string, uploadId: string, prefix: string): Promise<Changed> {
  return take(
    api.POST('/api/projects/{key}/folders/{folder_id}/uploads', {
      params: { path: { key: projectKey, folder_id: folderId } },
      body: { upload_id: uploadId, prefix, unpack: true },
    }),
  );
}

interface Start {
  projectKey: string;
  folderId: string;
  prefix: string;
  files: readonly PickedFile[];
}

/** Start (or go on with) an upload; the queue is in `useUploads` at once. */
export async function startUpload({ projectKey, folderId, prefix, files }: Start): Promise<UploadQueue<Changed>> {
  const earlier = interruptedUpload(folderId);
  const known = earlier === undefined ? undefined : await uploadedFiles(projectKey, earlier).catch(() => undefined);
  const uploadId = known !== undefined && earlier !== undefined ? earlier : await newUpload(projectKey);
  sessionStorage.setItem(memory(folderId), uploadId);
  const queue = new UploadQueue<Changed>(
    files,
    {
      send: (path, file, onProgress, signal) => putBytes(putAddress(projectKey, uploadId, path), file, onProgress, signal),
      finish: async () => {
        const changed = await finishUpload(projectKey, folderId, uploadId, prefix);
        forgetUpload(folderId);
        return changed;
      },
      discard: async () => {
        forgetUpload(folderId);
        useUploads.getState().set(folderId, undefined);
        await discardUpload(projectKey, uploadId);
      },
    },
    undefined,
    new Map((known ?? []).map((file) => [file.path, file.size])),
  );
  useUploads.getState().set(folderId, queue);
  return queue;
}
