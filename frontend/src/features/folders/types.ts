import type { components } from '@/api/schema.gen';

export type Folder = components['schemas']['FolderOut'];
export type Entry = components['schemas']['EntryOut'];
