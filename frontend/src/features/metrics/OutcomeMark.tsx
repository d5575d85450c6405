import { StateGlyph } from '@/ui';
import { OUTCOMES } from './metricWords';
import classes from './Metrics.module.css';
import type { Outcome } from './types';

/** How a check went: shape, word and colour together. */
export function OutcomeMark({ outcome, isWordless = false }: { outcome: Outcome['outcome']; isWordless?: boolean }) {
  const look = OUTCOMES[outcome];
  return (
    <span className={classes.outcome} style={{ color: `var(--${look.tone})` }}>
      <StateGlyph state={look.state} />
      <span className={isWordless ? 'visually-hidden' : undefined}>{look.word}</span>
    </span>
  );
}
