import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';

export const usersQuery = () => queryOptions({ queryKey: keys.users(), queryFn: ({ signal }) => take(api.GET('/api/admin/users', { signal })) });

export const groupsQuery = () => queryOptions({ queryKey: keys.groups(), queryFn: ({ signal }) => take(api.GET('/api/admin/groups', { signal })) });
