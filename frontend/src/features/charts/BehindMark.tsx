/** The pictures behind a mark: some of those that its rows name. */
import { CloseButton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Picture } from '@/features/models';
import { counted } from '@/lib/format';
import { ErrorLine, MiddleCut, SkeletonRows } from '@/ui';
import { behindQuery } from './chartQueries';
import classes from './Charts.module.css';
import type { Mark } from './scene/scene';
import type { Chart, Ground } from './types';

interface BehindMarkProps {
  ground: Ground;
  chart: Chart;
  folderId: string;
  mark: Mark;
  onClose: () => void;
}

export function BehindMark({ ground, chart, folderId, mark, onClose }: BehindMarkProps) {
  const found = useQuery({ ...behindQuery(ground, chart, mark.at), placeholderData: keepPreviousData });
  const region = useRef<HTMLElement>(null);
  const isLoaded = found.data !== undefined;
  useEffect(() => {
    if (isLoaded) region.current?.scrollIntoView({ block: 'nearest' });
  }, [mark, isLoaded]);
  const title = mark.words.slice(0, -1).join(', ') || mark.words.join(', ');
  return (
    <section ref={region} className={classes.behind} aria-label={`Pictures: ${title}`} aria-live="polite">
      <div className={classes.behindHead}>
        <h2>{title}</h2>
        {found.data && <span className={classes.count}>{counted(found.data.total, 'picture')}</span>}
        <CloseButton ml="auto" aria-label="Close the pictures" onClick={onClose} />
      </div>
      <ErrorLine error={found.error} />
      {found.isPending && <SkeletonRows rows={1} height={96} awaited="the pictures" />}
      {found.data?.total === 0 && <p className={classes.help}>None of the rows of this mark names a picture.</p>}
      <ul className={classes.pictures}>
        {found.data?.paths.map((path) => (
          <li key={path}>
            <Link to="/projects/$key/folders/$id" params={{ key: ground.projectKey, id: folderId }} search={{ picture: path }}>
              <Picture projectKey={ground.projectKey} folderId={folderId} path={path} size={192} />
              <span className={classes.file}>
                <MiddleCut name={path.split('/').at(-1)?.replace(/\.\w{2,5}$/, '') ?? path} tail={8} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
