/** The pictures a freshly trained network is surest of and wrong about. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { modelQuery, pictureThumb, readConfusion, surestMistakes } from '@/features/models';
import { ErrorLine, Section, Skeleton } from '@/ui';
import classes from './Job.module.css';

const SHOWN = 4;

export function WrongPictures({ projectKey, folderId }: { projectKey: string; folderId: string }) {
  const model = useQuery(modelQuery(projectKey, folderId));
  return (
    <Section title="Pictures it still gets wrong">
      {model.isPending && <Skeleton height={92} />}
      <ErrorLine error={model.error} />
      {model.data && <Mistakes projectKey={projectKey} folderId={folderId} confusion={model.data.confusion} />}
    </Section>
  );
}

function Mistakes({ projectKey, folderId, confusion: raw }: { projectKey: string; folderId: string; confusion: unknown }) {
  const confusion = readConfusion(raw);
  if (!confusion) return <p className={classes.by}>No validation pictures were set aside, so there are none to show.</p>;
  const mistakes = surestMistakes(confusion, SHOWN);
  const pictures = confusion.imageFolderId;
  if (mistakes.length === 0) return <p className={classes.by}>None of the validation pictures.</p>;
  return (
    <ul className={classes.wrong}>
      {mistakes.map((mistake) => (
        <li key={mistake.path}>
          <Link to="/projects/$key/models/$folderId" params={{ key: projectKey, folderId }} title={mistake.path}>
            {pictures !== undefined && <img src={pictureThumb(projectKey, pictures, mistake.path, 192)} alt="" loading="lazy" />}
            <b>{mistake.label}</b>
            <span>
              said {mistake.prediction} {mistake.probability.toFixed(2)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
