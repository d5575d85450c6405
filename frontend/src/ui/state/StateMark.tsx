/** A state as glyph, word and colour together; never colour alone. */
import type { ReactNode } from 'react';
import classes from './StateMark.module.css';
import { STATE_LOOKS, type ItemState } from './states';

export interface StateMarkProps {
  state: ItemState;
  /** Replaces the state's own word: a fact ("7,000 rows") or a cause ("missing column"). */
  word?: string | undefined;
  /** Share of the running ring that is filled, 0 to 1. */
  progress?: number | undefined;
  size?: number;
}

export function StateMark({ state, word, progress, size = 14 }: StateMarkProps) {
  const look = STATE_LOOKS[state];
  const isQuiet = state === 'up_to_date' || state === 'not_built';
  return (
    <span className={classes.mark} style={{ color: `var(--${look.tone})`, fontWeight: isQuiet ? 400 : 500 }}>
      <StateGlyph state={state} progress={progress} size={size} />
      <span className={classes.word}>{word ?? look.word}</span>
    </span>
  );
}

export function StateGlyph({ state, progress, size = 14 }: { state: ItemState; progress?: number | undefined; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      {glyphs(progress)[state]}
    </svg>
  );
}

const RUNNING_LENGTH = 2 * Math.PI * 4.6;

function glyphs(progress: number | undefined): Record<ItemState, ReactNode> {
  const share = Math.min(1, Math.max(0.08, progress ?? 0.35));
  return {
    up_to_date: <path d="m2.6 7.4 3 3 5.8-6.6" stroke="var(--ink2)" strokeWidth="1.6" />,
    running: (
      <g strokeWidth="2.4" strokeLinecap="butt">
        <circle cx="7" cy="7" r="4.6" stroke="var(--accent-line)" strokeOpacity="0.55" />
        <circle
          cx="7"
          cy="7"
          r="4.6"
          strokeDasharray={`${share * RUNNING_LENGTH} ${RUNNING_LENGTH}`}
          transform="rotate(-90 7 7)"
        />
      </g>
    ),
    queued: <path d="M3.4 1.8h7.2M3.4 12.2h7.2M4.2 1.8c0 3.2 2.8 3.6 2.8 5.2S4.2 9 4.2 12.2M9.8 1.8C9.8 5 7 5.4 7 7s2.8 2 2.8 5.2" />,
    out_of_date: (
      <>
        <circle cx="7" cy="7" r="5" />
        <path d="M7 2a5 5 0 0 1 0 10Z" fill="currentColor" stroke="none" />
      </>
    ),
    failed: (
      <>
        <path d="M4.7 1.4h4.6l3.3 3.3v4.6l-3.3 3.3H4.7L1.4 9.3V4.7Z" fill="currentColor" stroke="none" />
        <path d="m5 5 4 4M9 5 5 9" stroke="var(--sheet)" />
      </>
    ),
    blocked: (
      <>
        <circle cx="7" cy="7" r="5" />
        <path d="M4.4 7h5.2" />
      </>
    ),
    stopped: <rect x="2.6" y="2.6" width="8.8" height="8.8" rx="2" />,
    not_built: <circle cx="7" cy="7" r="5" strokeDasharray="0.1 3.04" strokeWidth="1.7" />,
  };
}
