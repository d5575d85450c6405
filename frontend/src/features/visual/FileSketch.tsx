/** A file that a run would write: where it goes, and its first lines as they will stand in it. */
import { IconFile } from '@tabler/icons-react';
import { counted } from '@/lib/format';
import type { components } from '@/api/schema.gen';
import classes from './Visual.module.css';

interface FileSketchProps {
  file: components['schemas']['FileSketchOut'];
  /** Name of the folder that gets it. */
  folder: string;
  isOld: boolean;
}

export function FileSketch({ file, folder, isOld }: FileSketchProps) {
  return (
    <figure className={classes.file} data-old={isOld}>
      <figcaption>
        <IconFile size={16} stroke={1.5} aria-hidden />
        <span className={classes.filePath}>
          {folder} / <strong>{file.path}</strong>
        </span>
        <span className={classes.quiet}>{file.lines.length === 0 ? 'not a text: its rows stand under Rows' : `first ${counted(file.lines.length, 'line')}`}</span>
      </figcaption>
      {file.lines.length > 0 && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        <div className={classes.fileBox} role="region" aria-label={`First lines of ${file.path}`} tabIndex={0}>
          <ol className={classes.fileLines}>
            {file.lines.map((line, index) => (
              <li key={index}>{line === '' ? ' ' : line}</li>
            ))}
          </ol>
        </div>
      )}
    </figure>
  );
}
