/** One chart as it is looked at: legend, drawing or table, what it stands on, and its files. */
import { Button, Menu } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconDownload, IconTable, IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { ApiError } from '@/api';
import { colourOf, useClassLook } from '@/features/classes';
import { saveFile } from '@/features/curves';
import { sampleWords } from '@/features/datasets';
import { count, counted } from '@/lib/format';
import { EmptyState, ErrorState, sayError, Skeleton } from '@/ui';
import { drawnQuery } from './chartQueries';
import { ChartIcon } from './builder/TypePicker';
import classes from './Charts.module.css';
import { resolver, scenePng, sceneSvg } from './chartFiles';
import { csvOf, seriesOf, tableOf, type Paint } from './reading';
import { layoutChart } from './scene/layout';
import type { Mark } from './scene/scene';
import { SceneView } from './SceneView';
import { TwinTable } from './TwinTable';
import type { Axis, Chart, Column, Drawn, Ground } from './types';

interface ChartFigureProps {
  ground: Ground;
  chart: Chart;
  title: string;
  columns: readonly Column[];
  /** Tools before those of every chart. */
  tools?: ReactNode;
  onClearFilters?: (() => void) | undefined;
  /** The well that must be filled before there is anything to draw. */
  missing?: string | undefined;
  onMark?: ((mark: Mark) => void) | undefined;
}

const FIRST = { width: 640, height: 420 };
const LEAST_HEIGHT = 260;
const SIGNS = 40;

export function ChartFigure({ ground, chart, title, columns, tools, missing, onClearFilters, onMark }: ChartFigureProps) {
  const found = useQuery({ ...drawnQuery(ground, chart), enabled: missing === undefined });
  const [isTable, setIsTable] = useState(false);
  const { ref, width, height } = useElementSize();
  const sheet = useRef<HTMLElement>(null);
  const drawn = missing === undefined ? found.data : undefined;
  const paint = usePaint(ground.projectKey, drawn?.axes.colour ?? drawn?.axes.x, columns);
  const size = useMemo(() => ({ width: Math.max(240, width || FIRST.width), height: Math.max(LEAST_HEIGHT, height || FIRST.height) }), [width, height]);
  const scene = useMemo(() => drawn && drawn.marks.length > 0 && layoutChart({ chart, drawn, paint, isClass: meaningOf(drawn.axes.x, columns) === 'class', ...size }), [chart, drawn, paint, columns, size]);
  const legend = drawn && chart.type !== 'heat' && chart.type !== 'boxes' ? seriesOf(drawn, paint).filter((one) => one.name !== '') : [];
  const saveAs = async (format: 'svg' | 'png' | 'csv') => {
    if (!drawn || !sheet.current) return;
    const name = `${title.replaceAll(/[/\\:*?"<>|]+/g, ' ').trim() || 'chart'}.${format}`;
    if (format === 'csv') saveFile(name, new Blob(['\uFEFF', csvOf(tableOf(drawn))], { type: 'text/csv' }));
    if (format === 'csv' || !scene) return;
    const parts = { title, legend, font: getComputedStyle(sheet.current).fontFamily };
    const resolve = resolver(sheet.current);
    saveFile(name, format === 'svg' ? new Blob([sceneSvg(scene, parts, resolve)], { type: 'image/svg+xml' }) : await scenePng(scene, parts, resolve));
  };
  const hasMarks = drawn !== undefined && drawn.marks.length > 0 && !found.error;
  return (
    <figure className={classes.figure} ref={sheet} aria-label={title}>
      <div className={classes.figureHead}>
        {tools}
        <span className={classes.end}>
          <Button size="xs" variant="subtle" disabled={!hasMarks} leftSection={isTable ? <IconChartBar size={15} stroke={1.5} /> : <IconTable size={15} stroke={1.5} />} onClick={() => setIsTable(!isTable)}>
            {isTable ? 'As chart' : 'As table'}
          </Button>
          <Menu>
            <Menu.Target>
              <Button size="xs" variant="subtle" disabled={!hasMarks} leftSection={<IconDownload size={15} stroke={1.5} />}>
                Download
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void saveAs('png').catch(sayError)}>Picture, PNG</Menu.Item>
              <Menu.Item onClick={() => void saveAs('svg').catch(sayError)}>Drawing, SVG</Menu.Item>
              <Menu.Item onClick={() => void saveAs('csv').catch(sayError)}>Figures, CSV</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </div>
      {hasMarks && !isTable && legend.length > 1 && (
        <ul className={classes.legend} aria-label={drawn.axes.colour?.title ?? 'Figures'}>
          {legend.map((one, index) => (
            <li key={index}>
              <span className={classes.key} style={{ background: one.colour }} aria-hidden="true" />
              <span title={one.name}>{one.name.length > SIGNS ? `${one.name.slice(0, SIGNS)}…` : one.name}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.drawing} ref={ref} data-old={found.isPlaceholderData || undefined} data-table={isTable || undefined}>
        {missing !== undefined ? (
          <EmptyState title={`Choose a column for ${missing}`} drawing={<span className={classes.quiet}><ChartIcon icon={chart.type} size={84} /></span>}>
            Drag one from the list into {missing}, or choose it there. The chart is drawn at once.
          </EmptyState>
        ) : found.error ? (
          <ErrorState error={found.error} {...(isUnfinished(found.error) ? {} : { what: 'the chart', onRetry: () => void found.refetch() })} />
        ) : !drawn ? (
          <Skeleton height={LEAST_HEIGHT} />
        ) : !scene ? (
          <EmptyState title="No row to draw" actions={chart.filters.length > 0 && onClearFilters && <Button onClick={onClearFilters}>Clear the filters</Button>}>
            {chart.filters.length > 0 ? 'None of the rows of the sample passes the filters of this chart.' : 'The columns of this chart are empty in all rows of the sample.'}
          </EmptyState>
        ) : isTable ? (
          <TwinTable twin={tableOf(drawn)} title={title} />
        ) : (
          <SceneView scene={scene} label={summary(title, drawn)} onMark={onMark} />
        )}
      </div>
      {hasMarks && (
        <figcaption className={classes.caption}>
          <span>
            {counted(drawn.used, 'row')} drawn{drawn.used < drawn.rows ? ` of ${count(drawn.rows)}` : ''}, {sampleWords({ ...chart.sample, column: chart.sample.column ?? null }, drawn.sampled, drawn.whole)}
          </span>
          {drawn.notes.map((note) => (
            <strong key={note}>{note}</strong>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

/** Whether the chart itself cannot be, so that asking again would change nothing. */
function isUnfinished(error: unknown): boolean {
  return error instanceof ApiError && error.status === 422;
}

function meaningOf(axis: Axis | undefined, columns: readonly Column[]) {
  return columns.find((column) => column.name === axis?.column)?.meaning;
}

/** Classes in the colours of the project, other values in the palette's order; what is merged or missing in grey. */
function usePaint(projectKey: string, axis: Axis | undefined, columns: readonly Column[]): Paint {
  const isClass = meaningOf(axis, columns) === 'class';
  const names = useMemo(() => (isClass && axis ? axis.places.filter((place) => place.kind === 'value').map((place) => place.label) : []), [isClass, axis]);
  const lookOf = useClassLook(projectKey, names);
  return useMemo(
    () => (place, index) => {
      if (place.kind === 'others') return 'var(--edge)';
      if (place.kind === 'empty') return 'var(--line2)';
      return isClass ? colourOf(lookOf(place.label)) : `var(--c${index % 10})`;
    },
    [isClass, lookOf],
  );
}

/** The chart in one sentence, for those who hear it. */
function summary(title: string, drawn: Drawn): string {
  const axes = Object.values(drawn.axes).map((axis) => axis.title);
  const figures = drawn.figures.map((figure) => figure.title);
  return `${title}: ${[...new Set([...figures, ...axes])].join(', ')}, ${counted(drawn.marks.length, 'mark')}`;
}
