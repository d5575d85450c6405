/** Item glyphs on a 20-unit grid, 1.5 stroke, round caps and joins, no fills but single dots. */
import type { ReactNode } from 'react';

const dot = (cx: number, cy: number, r = 1.1) => <circle cx={cx} cy={cy} r={r} fill="currentColor" stroke="none" />;

const GRID = (
  <>
    <rect x="2.5" y="3" width="15" height="14" rx="2.2" />
    <path d="M2.5 7.8h15" />
  </>
);

export const GLYPHS = {
  table: (
    <>
      {GRID}
      <path d="M2.5 12.4h15M8 7.8V17" />
    </>
  ),
  'table-in': (
    <>
      <path d="M10.5 17H4.7a2.2 2.2 0 0 1-2.2-2.2V5.2A2.2 2.2 0 0 1 4.7 3h10.6a2.2 2.2 0 0 1 2.2 2.2v4.3" />
      <path d="M2.5 7.8h15M8 7.8V17M2.5 12.4H10M15.2 18.2v-5.6M12.8 14.8l2.4-2.4 2.4 2.4" />
    </>
  ),
  'table-picture': (
    <>
      <rect x="2.5" y="3" width="15" height="14" rx="2.2" />
      <path d="M10 3v14M12.8 7h2M12.8 10h2M12.8 13h2M2.8 14l2.4-3.2 1.9 2.1 1.2-1.2L10 13.5" />
      {dot(6.2, 7.4)}
    </>
  ),
  pictures: (
    <>
      <path d="M2.5 15V5.6A1.6 1.6 0 0 1 4.1 4h3.6l1.8 2h6.4a1.6 1.6 0 0 1 1.6 1.6V15a1.6 1.6 0 0 1-1.6 1.6H4.1A1.6 1.6 0 0 1 2.5 15Z" />
      <path d="m3 14.6 4-4.2 3.2 3.2 1.9-1.7 4.8 4.2" />
      {dot(13.6, 9.2)}
    </>
  ),
  network: (
    <>
      <circle cx="4" cy="5" r="1.5" />
      <circle cx="4" cy="10" r="1.5" />
      <circle cx="4" cy="15" r="1.5" />
      <circle cx="10.4" cy="7.2" r="1.5" />
      <circle cx="10.4" cy="12.8" r="1.5" />
      <circle cx="16.2" cy="7.2" r="1.5" />
      <circle cx="16.2" cy="12.8" r="1.5" />
      <path d="m5.4 5.5 3.6 1.2M5.4 9.4 9 7.8M5.4 10.6 9 12.2M5.4 14.5 9 13.3M11.9 7.2h2.8M11.9 12.8h2.8M11.5 8.3l3.6 3.4" />
    </>
  ),
  classify: (
    <>
      <rect x="2.2" y="4" width="9.2" height="12" rx="1.8" />
      <path d="m2.6 13.4 2.5-2.8 2 2 1.3-1.2 2.6 2.6M14 6h4M14 10h3M14 14h4" />
      {dot(8.2, 7.6, 1)}
    </>
  ),
  features: (
    <>
      <rect x="1.8" y="5" width="8.4" height="10" rx="1.8" />
      <path d="m2.2 13 2.2-2.4 1.7 1.7 1.1-1 2.6 2.5M13 7.4v5.2M15.6 5v10M18.2 8.6v2.8" />
      {dot(7.2, 8, 0.9)}
    </>
  ),
  retrain: (
    <>
      <path d="M16.6 8.4A6.9 6.9 0 0 0 4.2 6.2M4 2.8v3.6h3.6M3.4 11.6a6.9 6.9 0 0 0 12.4 2.2M16 17.2v-3.6h-3.6" />
      {dot(10, 10, 1.7)}
    </>
  ),
  prepare: (
    <>
      <path d="m12.8 3.4 3.8 3.8-8.4 8.4-4.7 1 .9-4.8 8.4-8.4Z" />
      <path d="m10.6 5.6 3.8 3.8" />
    </>
  ),
  join: (
    <>
      <circle cx="7.4" cy="10" r="4.9" />
      <circle cx="12.6" cy="10" r="4.9" />
    </>
  ),
  group: (
    <>
      <path d="M3 4h4M3 8h4M3 12h4M3 16h4M9.4 4v4M9.4 12v4M9.4 6h2.2l2.4 4-2.4 4H9.4M14 10h3.4" />
    </>
  ),
  split: (
    <>
      <path d="M2.6 10h5l4-5h5M7.6 10l4 5h5M14.4 2.6 17 5l-2.6 2.4M14.4 12.6 17 15l-2.6 2.4" />
    </>
  ),
  stack: (
    <>
      <path d="m10 3 7.4 3.7L10 10.4 2.6 6.7 10 3ZM2.8 10.2l7.2 3.6 7.2-3.6M2.8 13.6l7.2 3.6 7.2-3.6" />
    </>
  ),
  filter: <path d="M3 4h14l-5.4 6.4V15l-3.2 2v-6.6L3 4Z" />,
  sort: <path d="M6.4 16.4V3.6M3.4 6.6l3-3 3 3M13.6 3.6v12.8M10.6 13.4l3 3 3-3" />,
  window: <path d="M3 3.6h14M3 16.4h14M5 8.2h10M5 11.8h10M2.4 6.4v7.2h15.2V6.4Z" />,
  pivot: (
    <>
      {GRID}
      <path d="M8 7.8V17M11 14.4h1.6a2 2 0 0 0 2-2v-1.6M13 12.2l1.6-1.6 1.6 1.6" />
    </>
  ),
  distinct: (
    <>
      <circle cx="5.6" cy="10" r="2.9" fill="currentColor" />
      <circle cx="14.4" cy="10" r="2.9" />
    </>
  ),
  sample: (
    <>
      {GRID}
      <path d="m6 11.8 2 2 4-4.2" />
    </>
  ),
  sync: <path d="M3.4 8.6a6.8 6.8 0 0 1 12.2-2.4M16 3v3.6h-3.6M16.6 11.4a6.8 6.8 0 0 1-12.2 2.4M4 17v-3.6h3.6" />,
  export: <path d="M12.4 11.4V15a2 2 0 0 1-2 2H4.6a2 2 0 0 1-2-2V9.2a2 2 0 0 1 2-2h3.6M9 10.8l8-7.6M12 3h5v5" />,
  list: (
    <>
      <path d="M7.4 5h9.8M7.4 10h9.8M7.4 15h9.8" />
      {dot(3.8, 5)}
      {dot(3.8, 10)}
      {dot(3.8, 15)}
    </>
  ),
  topn: <path d="M2.6 17h14.8M3.4 17v-5h4.2v5M7.9 17V4h4.2v13M12.4 17V8.6h4.2V17" />,
  python: <path d="m3.4 5.4 4.6 4.4-4.6 4.4M10 15h6.6" />,
  sql: (
    <>
      <ellipse cx="10" cy="5" rx="6.4" ry="2.4" />
      <path d="M3.6 5v10c0 1.3 2.9 2.4 6.4 2.4s6.4-1.1 6.4-2.4V5M3.6 10c0 1.3 2.9 2.4 6.4 2.4s6.4-1.1 6.4-2.4" />
    </>
  ),
  r: <path d="M5.6 17V3.4h5a3.7 3.7 0 0 1 0 7.4h-5M10.4 10.8 15 17" />,
  train: <path d="M3 17.2h14.4M4.6 17v-4.4M8.4 17v-6.4M12.2 17v-4.8M16 17V8.6M3.4 8.6l4.2-3.4 3.6 2L16.4 3M13.2 2.8h3.4V6" />,
  score: (
    <>
      <path d="M7.6 11.4c.6-2.2-1.1-3.2-1.1-5.1a3.5 3.5 0 0 1 7 0c0 1.9-1.7 2.9-1.1 5.1M4.6 11.4h10.8a1.4 1.4 0 0 1 1.4 1.4v1.8H3.2v-1.8a1.4 1.4 0 0 1 1.4-1.4ZM3.6 17.4h12.8" />
    </>
  ),
  model: <path d="M6 3.6h8l3.6 4.6L10 17 2.4 8.2 6 3.6ZM2.6 8.2h14.8M7.4 8.2 10 16.6l2.6-8.4L10 3.8Z" />,
  macro: <path d="M11.6 2.4 4.2 11.4h5l-1 6.2 7.6-9.2h-5l.8-6Z" />,
  scenario: (
    <>
      <circle cx="10" cy="7.6" r="5" />
      <path d="M10 4.8v2.8l2 1.4M3 17.4h3.2l2-2.6h3.6l2 2.6H17" />
    </>
  ),
  dashboard: (
    <>
      <rect x="2.6" y="3" width="6.4" height="8.6" rx="1.4" />
      <rect x="11.6" y="3" width="5.8" height="4.6" rx="1.4" />
      <rect x="11.6" y="10.2" width="5.8" height="6.8" rx="1.4" />
      <path d="M2.6 14.6v1A1.4 1.4 0 0 0 4 17h3.6A1.4 1.4 0 0 0 9 15.6v-1Z" />
    </>
  ),
  notebook: (
    <>
      <rect x="3.6" y="2.6" width="12.8" height="14.8" rx="2" />
      <path d="m7 7.4 2.4 2.2L7 11.8M11 12.4h2.6" />
    </>
  ),
  gpu: (
    <>
      <path d="M2.6 4v13M2.6 5.6h13.6a1.4 1.4 0 0 1 1.4 1.4v5.6a1.4 1.4 0 0 1-1.4 1.4H2.6M6 14v2.4h4V14" />
      <circle cx="7.4" cy="9.8" r="2" />
      <circle cx="13.2" cy="9.8" r="2" />
    </>
  ),
  hand: (
    <path d="M6.2 10.4V5.2a1.2 1.2 0 0 1 2.4 0v4M8.6 8.6V3.8a1.2 1.2 0 0 1 2.4 0v4.8M11 8.8V4.6a1.2 1.2 0 0 1 2.4 0v5M13.4 9.4V6.8a1.2 1.2 0 0 1 2.4 0v5.4c0 3-2 5.2-5 5.2-2.4 0-3.6-1-4.6-2.8l-2.4-4.2c-.7-1.3 1-2.2 1.8-1.2l1.6 2" />
  ),
} satisfies Record<string, ReactNode>;

export type GlyphName = keyof typeof GLYPHS;

export function isGlyph(name: string): name is GlyphName {
  return name in GLYPHS;
}

/** A glyph on its own, in the colour of the text around it. */
export function Glyph({ name, size = 16 }: { name: GlyphName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {GLYPHS[name]}
    </svg>
  );
}
