/** Under a picture: what was predicted for it and whether that is right, or its label. */
import { decimals } from '@/lib/format';
import { StateGlyph } from '@/ui';
import { ClassLabel, type ClassLook } from '../classes';
import classes from './PicturesView.module.css';

interface PictureCaptionProps {
  /** The best guess; null where there is none. Left out: the table holds no guesses. */
  guess: { label: string; probability?: number } | null | undefined;
  /** In place of a guess that is not there. */
  silence: string;
  /** The class that the picture has. */
  label: string | undefined;
  lookOf: (name: string) => ClassLook;
}

export function PictureCaption({ guess, silence, label, lookOf }: PictureCaptionProps) {
  return (
    <span className={classes.caption}>
      {guess ? (
        <span className={classes.guess}>
          <ClassLabel name={guess.label} look={lookOf(guess.label)} />
          {guess.probability !== undefined && <span>{decimals(guess.probability)}</span>}
        </span>
      ) : guess === null ? (
        <span className={classes.quiet}>{silence}</span>
      ) : null}
      {label !== undefined && (
        <span className={classes.guess}>
          {!guess ? (
            <ClassLabel name={label} look={lookOf(label)} />
          ) : guess.label === label ? (
            <span className={classes.quiet}>
              <StateGlyph state="up_to_date" size={12} /> right
            </span>
          ) : (
            <span className={classes.quiet}>
              <StateGlyph state="failed" size={12} /> is {label}
            </span>
          )}
        </span>
      )}
    </span>
  );
}
