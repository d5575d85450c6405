import { decimals } from '@/lib/format';
import { ClassMark, colourOf, type ClassLook } from '../../classes';
import type { Guess } from '../cellValues';
import classes from './Grid.module.css';

interface PredictionBarsProps {
  guesses: readonly Guess[];
  lookOf: (name: string) => ClassLook;
  most: number;
  /** The true label, named where it stands. */
  label?: string | undefined;
}

/** Labels as bars in falling order, each in the colour of its class, with four decimals. */
export function PredictionBars({ guesses, lookOf, most, label }: PredictionBarsProps) {
  const isCut = guesses.length > most;
  const shown = guesses.slice(0, most);
  return (
    <span className={classes.bars}>
      {shown.map((guess, index) => {
        const look = lookOf(guess.label);
        return (
          <span key={guess.label} className={classes.barRow}>
            <span className={classes.barTrack}>
              <span className={classes.bar} style={{ width: `${Math.min(100, guess.probability * 100)}%`, background: colourOf(look) }} />
              <span className={classes.barName} data-first={index === 0}>
                <ClassMark look={look} size={8} />
                {guess.label}
                {guess.label === label && <em className={classes.theLabel}>the label</em>}
              </span>
            </span>
            <span className={classes.barFigure} data-first={index === 0}>
              {decimals(guess.probability)}
            </span>
            {index === shown.length - 1 && isCut && <span className={classes.more}>+{guesses.length - most}</span>}
          </span>
        );
      })}
    </span>
  );
}
