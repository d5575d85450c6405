/** Behind a warning about pictures: the way to them, in the folder they came from. */
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { flowQuery } from '@/api';
import { counted } from '@/lib/format';
import type { LogEntry } from './run/jobRun';
import type { Activity } from './run/liveJob';

interface PictureLinkProps {
  projectKey: string;
  entry: LogEntry;
  activities: readonly Activity[];
}

export function PictureLink({ projectKey, entry, activities }: PictureLinkProps) {
  const { data: flow } = useQuery(flowQuery(projectKey));
  const paths = entry.paths;
  const activity = activities.find((candidate) => candidate.id === entry.activityId);
  const folder = flow?.items.find((item) => item.holds === 'pictures' && activity?.inputs.some((input) => input.item_id === item.id));
  if (!folder || paths.length === 0) return null;
  return (
    <>
      {' '}
      <Link to="/projects/$key/folders/$id" params={{ key: projectKey, id: folder.id }} search={{ picture: paths[0] }}>
        show {counted(paths.length, 'picture')}
      </Link>
    </>
  );
}
