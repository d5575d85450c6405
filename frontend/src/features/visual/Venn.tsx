import classes from './Visual.module.css';

/** Which parts of two tables a join keeps, as two circles: left only, both, right only. */
const KEPT: Readonly<Record<string, { left: boolean; both: boolean; right: boolean }>> = {
  inner: { left: false, both: true, right: false },
  left: { left: true, both: true, right: false },
  right: { left: false, both: true, right: true },
  outer: { left: true, both: true, right: true },
  left_anti: { left: true, both: false, right: false },
};

const LEFT = 'M24 4a14 14 0 1 0 0 28a14 14 0 1 0 0-28Z';
const RIGHT = 'M40 4a14 14 0 1 0 0 28a14 14 0 1 0 0-28Z';
const BOTH = 'M32 6.5a14 14 0 0 1 0 23a14 14 0 0 1 0-23Z';

/** The join's type as overlapping circles; each row with each other has none and is drawn as a lattice. */
export function Venn({ type, size = 64 }: { type: string; size?: number }) {
  const kept = KEPT[type];
  return (
    <svg className={classes.venn} width={size} height={(size * 36) / 64} viewBox="0 0 64 36" aria-hidden="true" focusable="false">
      {kept === undefined ? (
        <path d="M20 8v20M28 8v20M36 8v20M44 8v20M16 10h32M16 18h32M16 26h32" data-part="line" />
      ) : (
        <>
          {kept.left && <path d={LEFT} data-part="kept" />}
          {kept.right && <path d={RIGHT} data-part="kept" />}
          <path d={BOTH} data-part={kept.both ? 'both' : 'open'} />
          <path d={LEFT} data-part="line" />
          <path d={RIGHT} data-part="line" />
        </>
      )}
    </svg>
  );
}
