/** The typed client of `/api`: `await take(api.GET('/api/projects'))` gives the data or throws an ApiError. */
import createClient from 'openapi-fetch';
import { ApiError, toApiError, unreachable } from './errors';
import type { paths } from './schema.gen';

export const api = createClient<paths>({
  // The whole origin: Request of Node, which tests run on, takes no relative address.
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  // Looked up at each call: tests and the browser's tools may replace it.
  fetch: (request) => globalThis.fetch(request),
  querySerializer: { array: { style: 'form', explode: true } },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Wait for an answer and return its data; every failure becomes one ApiError. */
export async function take<T>(answer: Promise<Answer<T>>): Promise<T> {
  let settled: Answer<T>;
  try {
    settled = await answer;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  }
  if (!settled.response.ok) throw toApiError(settled.response.status, settled.error);
  return settled.data as T;
}

/** Send raw bytes (a file of an upload) and report how much is sent; XMLHttpRequest because fetch reports no upload progress. */
export function putBytes(
  address: string,
  body: Blob,
  onProgress?: (sentBytes: number) => void,
  signal?: AbortSignal,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address);
    request.responseType = 'json';
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress?.(event.loaded);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as unknown);
      else reject(toApiError(request.status, request.response));
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new ApiError(0, { code: 'cancelled', message: 'The upload was cancelled.' }));
    signal?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}
