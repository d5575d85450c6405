import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';

export const sessionsQuery = () => queryOptions({ queryKey: keys.sessions(), queryFn: ({ signal }) => take(api.GET('/api/auth/sessions', { signal })) });

export const apiKeysQuery = () => queryOptions({ queryKey: keys.apiKeys(), queryFn: ({ signal }) => take(api.GET('/api/auth/api-keys', { signal })) });
