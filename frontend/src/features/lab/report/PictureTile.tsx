/** A picture behind a cell, with how sure the model was; while labels are corrected, with what it really is. */
import { Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { colourOf, useClassLook } from '@/features/classes';
import { MiddleCut } from '@/ui';
import type { TrainedRow } from '../types';
import classes from './Report.module.css';
import { TestPicture } from './TestPicture';
import { LEFT_OUT } from './useCorrections';

interface PictureTileProps {
  projectKey: string;
  folder: string;
  row: TrainedRow;
  names: readonly string[];
  /** Its label as it is being corrected; undefined while it is not. */
  label: string | undefined;
  onLabel: (label: string) => void;
}

export function PictureTile({ projectKey, folder, row, names, label, onLabel }: PictureTileProps) {
  const lookOf = useClassLook(projectKey, names);
  const file = stemOf(row.picture ?? '');
  return (
    <li data-changed={label !== undefined && label !== String(row.truth)}>
      <Link to="/projects/$key/folders/$id" params={{ key: projectKey, id: folder }} search={{ picture: row.picture ?? undefined }}>
        <TestPicture projectKey={projectKey} folderId={folder} path={row.picture} size={192} />
        <span className={classes.file}>
          <MiddleCut name={file} tail={8} />
        </span>
      </Link>
      {label === undefined ? (
        <Sureness row={row} colour={colourOf(lookOf(String(row.prediction)))} />
      ) : (
        <Select
          aria-label={`What ${file} is`}
          size="xs"
          w="100%"
          mt={4}
          data={[...names.map((name) => ({ value: name, label: name })), { value: LEFT_OUT, label: 'Leave it out' }]}
          value={label}
          allowDeselect={false}
          comboboxProps={{ width: 200, position: 'bottom-start' }}
          onChange={(next) => next !== null && onLabel(next)}
        />
      )}
    </li>
  );
}

function Sureness({ row, colour }: { row: TrainedRow; colour: string }) {
  if (row.confidence === null) return null;
  return (
    <span className={classes.sure}>
      <span className={classes.sureBar} aria-hidden="true">
        <i style={{ width: `${Math.round(row.confidence * 100)}%`, background: colour }} />
      </span>
      <b>{row.confidence.toFixed(2)}</b>
    </span>
  );
}

/** Without its ending, which says nothing under a picture. */
function stemOf(path: string): string {
  return path.split('/').at(-1)?.replace(/\.\w{2,5}$/, '') ?? path;
}
