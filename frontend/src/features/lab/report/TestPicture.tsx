/** A row of the test set as its picture; a dash where it has none. */
import { Picture } from '@/features/models';

interface TestPictureProps {
  projectKey: string;
  folderId: string;
  path: string | null | undefined;
  size?: 96 | 192;
}

export function TestPicture({ projectKey, folderId, path, size = 96 }: TestPictureProps) {
  if (folderId === '' || path === null || path === undefined || path === '') return null;
  return <Picture projectKey={projectKey} folderId={folderId} path={path} size={size} />;
}
