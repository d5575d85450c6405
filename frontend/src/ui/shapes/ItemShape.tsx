/** One item of the flow as a shape: silhouette by kind, glyph by type, outline and ring by state, pictures inside folders. */
import { useId } from 'react';
import { GLYPHS, type GlyphName } from './glyphs';
import classes from './ItemShape.module.css';
import { familyOf, FOLDER_BODY, GLYPH_SHIFT, isNoun, SILHOUETTES, type ShapeKind } from './silhouettes';
import type { ItemState } from '../state/states';

export interface ItemShapeProps {
  kind: ShapeKind;
  glyph: GlyphName;
  /** Side of the box in pixels; by default 50 for nouns, 44 for verbs, 57 for a folder with pictures. */
  size?: number | undefined;
  state?: ItemState | undefined;
  /** Filled part of the ring, 0 to 1; a ring is drawn only while the state is `running`. */
  progress?: number | undefined;
  /** Addresses of up to four thumbnails, shown inside a folder. */
  pictures?: readonly string[] | undefined;
  /** An item that lives in another zone or project: outline only. */
  isGhost?: boolean | undefined;
  className?: string | undefined;
}

const BOX = 56;

export function ItemShape(props: ItemShapeProps) {
  const { kind, glyph, state, progress, pictures = [], isGhost = false, className } = props;
  const hasPictures = kind === 'folder' && pictures.length > 0 && state !== 'not_built';
  const size = props.size ?? (hasPictures ? 57 : isNoun(kind) ? 50 : 44);
  const isHollow = isGhost || (state === 'not_built' && isNoun(kind));
  const family = familyOf(kind);
  const fill = isGhost ? 'var(--raised)' : isHollow ? `var(--${family}-soft)` : `var(--${family})`;
  const hasLine = isHollow || kind === 'visual' || kind === 'code';
  const ink = isHollow ? `var(--${family}-text)` : `var(--${family}-on)`;
  const dashed = state === 'not_built' && isNoun(kind) && !isGhost;

  return (
    <svg
      className={`${classes.shape ?? ''} ${className ?? ''}`}
      width={size}
      height={size}
      viewBox={`0 0 ${BOX} ${BOX}`}
      aria-hidden="true"
      focusable="false"
    >
      <path
        className={classes.body}
        d={SILHOUETTES[kind]}
        fill={fill}
        stroke={hasLine ? `var(--${family}-line)` : 'none'}
        strokeWidth={((dashed ? 1.8 : 1.5) * BOX) / size}
        strokeDasharray={dashed ? '4.4 3.2' : undefined}
        strokeLinejoin="round"
      />
      {hasPictures ? <FolderPictures pictures={pictures} /> : <ShapeGlyph kind={kind} glyph={glyph} colour={ink} />}
      {state === 'running' && <Ring size={size} progress={progress} />}
    </svg>
  );
}

function ShapeGlyph({ kind, glyph, colour }: { kind: ShapeKind; glyph: GlyphName; colour: string }) {
  const side = BOX * (kind === 'model' || kind === 'code' ? 0.44 : 0.48);
  const offset = (BOX - side) / 2;
  return (
    <g
      transform={`translate(${offset} ${offset + GLYPH_SHIFT[kind]}) scale(${side / 20})`}
      fill="none"
      stroke={colour}
      color={colour}
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {GLYPHS[glyph]}
    </g>
  );
}

const CELLS = [
  [7, 16.5],
  [28.4, 16.5],
  [7, 32.4],
  [28.4, 32.4],
] as const;

function FolderPictures({ pictures }: { pictures: readonly string[] }) {
  const clip = useId();
  const shown = Array.from({ length: 4 }, (_, index) => pictures[index % pictures.length]);
  return (
    <>
      <clipPath id={clip}>
        <rect x="7" y="16.5" width="42" height="31.1" rx="3" />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {CELLS.map(([x, y], index) => (
          <image
            key={`${x}-${y}`}
            href={shown[index]}
            x={x}
            y={y}
            width="20.6"
            height="15.2"
            preserveAspectRatio="xMidYMid slice"
          />
        ))}
      </g>
      <path d={FOLDER_BODY} fill="none" stroke="var(--folder)" strokeWidth="1" />
    </>
  );
}

function Ring({ size, progress }: { size: number; progress: number | undefined }) {
  const scale = BOX / size;
  const radius = (size * 0.5 + 7) * scale;
  const width = 4.5 * scale;
  const length = 2 * Math.PI * radius;
  const share = Math.min(1, Math.max(0, progress ?? 0));
  return (
    <g className={classes.ring} transform={`rotate(-90 ${BOX / 2} ${BOX / 2})`} fill="none" strokeWidth={width}>
      <circle cx={BOX / 2} cy={BOX / 2} r={radius} stroke="var(--accent-line)" strokeOpacity={0.5} />
      <circle
        className={classes.ringDone}
        cx={BOX / 2}
        cy={BOX / 2}
        r={radius}
        stroke="var(--accent)"
        strokeLinecap="butt"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - share)}
      />
    </g>
  );
}
