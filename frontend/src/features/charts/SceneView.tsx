/** A chart's shapes as SVG; marks are told under the pointer, and by arrows once the chart has the focus. */
import { memo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import classes from './Charts.module.css';
import { markAt, type Mark, type Scene, type Shape } from './scene/scene';

interface SceneViewProps {
  scene: Scene;
  label: string;
  /** What a press on a mark does, and Enter on it. */
  onMark?: ((mark: Mark) => void) | undefined;
}

export function SceneView({ scene, label, onMark }: SceneViewProps) {
  const [at, setAt] = useState<{ index: number; by: 'pointer' | 'keys' }>();
  const ref = useRef<SVGSVGElement>(null);
  const { marks, width, height } = scene;
  const current = at === undefined ? undefined : marks[at.index];
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const found = markAt(marks, event.clientX - box.left, event.clientY - box.top);
    if (found === undefined) setAt(undefined);
    else if (found !== at?.index) setAt({ index: found, by: 'pointer' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = marks.length - 1;
    const here = at?.index ?? -1;
    const next = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: last }[event.key];
    if (next !== undefined && marks.length > 0) {
      event.preventDefault();
      setAt({ index: Math.max(0, Math.min(last, next)), by: 'keys' });
    } else if (event.key === 'Escape' && at !== undefined) {
      setAt(undefined);
    } else if (event.key === 'Enter' && current !== undefined && onMark) {
      event.preventDefault();
      onMark(current);
    }
  };
  return (
    <div className={classes.scene}>
      <svg
        ref={ref}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="application"
        aria-roledescription="chart"
        aria-label={`${label}. Arrow keys go from mark to mark.`}
        tabIndex={0}
        data-pressable={onMark !== undefined && current !== undefined}
        onPointerMove={follow}
        onPointerLeave={() => at?.by === 'pointer' && setAt(undefined)}
        onClick={() => current && onMark?.(current)}
        onKeyDown={onKeyDown}
        onBlur={() => setAt(undefined)}
      >
        <Shapes shapes={scene.shapes} />
        {current && <rect className={classes.cursor} x={current.left - 2} y={current.top - 2} width={current.right - current.left + 4} height={current.bottom - current.top + 4} rx={3} />}
      </svg>
      {current && <Tip mark={current} width={width} height={height} />}
      <span className="visually-hidden" aria-live="polite">
        {at?.by === 'keys' ? current?.words.join(', ') : ''}
      </span>
    </div>
  );
}

function Tip({ mark, width, height }: { mark: Mark; width: number; height: number }) {
  const middle = (mark.left + mark.right) / 2;
  const isRight = middle > width / 2;
  const top = Math.max(0, Math.min(height - 80, mark.top));
  return (
    <div className={classes.tip} style={isRight ? { right: width - Math.min(mark.left, middle + 20) + 8, top } : { left: Math.max(mark.right, middle - 20) + 8, top }} aria-hidden="true">
      {mark.words.map((line, index) => (
        <span key={index}>{line}</span>
      ))}
    </div>
  );
}

export const Shapes = memo(function Shapes({ shapes }: { shapes: readonly Shape[] }) {
  return (
    <>
      {shapes.map((shape, index) => (
        <ShapeView key={index} shape={shape} />
      ))}
    </>
  );
});

function ShapeView({ shape }: { shape: Shape }) {
  switch (shape.kind) {
    case 'rect':
      return <rect x={shape.x} y={shape.y} width={shape.width} height={shape.height} rx={shape.radius} style={{ fill: shape.fill, fillOpacity: shape.opacity, stroke: shape.stroke }} strokeWidth={shape.stroke === undefined ? undefined : 1.4} />;
    case 'line':
      return <polyline points={shape.points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} fill="none" style={{ stroke: shape.stroke }} strokeWidth={shape.width} strokeDasharray={shape.dash?.join(' ')} strokeLinejoin="round" opacity={shape.opacity} />;
    case 'dots':
      // One path for all: ten thousand elements would be slow.
      return <path d={shape.spots.map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join('')} fill="none" style={{ stroke: shape.fill }} strokeWidth={shape.radius * 2} strokeLinecap="round" opacity={shape.opacity} />;
    case 'words':
      return (
        <text x={shape.x} y={shape.y} textAnchor={shape.anchor} transform={shape.turn === undefined ? undefined : `rotate(${shape.turn} ${shape.x} ${shape.y})`} style={{ fill: shape.fill, fontSize: shape.size, fontWeight: shape.weight }}>
          {shape.full !== undefined && shape.full !== shape.text && <title>{shape.full}</title>}
          {shape.text}
        </text>
      );
  }
}
