/** The query client: failures of the network are retried, answers of the server are not; a lost session leads to the log-in. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

const RETRIES = 2;

export function makeQueryClient(onSessionLost: () => void): QueryClient {
  const noticeLostSession = (error: Error) => {
    if (error instanceof ApiError && error.status === 401) onSessionLost();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeLostSession }),
    mutationCache: new MutationCache({ onError: noticeLostSession }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < RETRIES && (!(error instanceof ApiError) || error.status === 0),
        refetchOnWindowFocus: true,
        staleTime: 5_000,
      },
      mutations: { retry: false },
    },
  });
}
