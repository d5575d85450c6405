/** All values of one metric over time: as a chart, or as a table that can be copied. */
import { Button, CloseButton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconChartLine, IconDownload, IconListDetails } from '@tabler/icons-react';
import { useState } from 'react';
import { counted, dateTime, who } from '@/lib/format';
import { ErrorState, Skeleton } from '@/ui';
import { layoutChart } from './chartLayout';
import { historyQuery } from './metricQueries';
import { numberWords, valueWords } from './metricWords';
import classes from './Metrics.module.css';
import type { MetricValue } from './types';

interface HistoryPanelProps {
  projectKey: string;
  itemId: string;
  value: MetricValue;
  /** Name of the probe; empty for none. */
  name: string;
  onClose: () => void;
}

export function HistoryPanel({ projectKey, itemId, value, name, onClose }: HistoryPanelProps) {
  const history = useQuery(historyQuery(projectKey, itemId, value.metric, value.at));
  const [isTable, setIsTable] = useState(value.kind === 'text' || value.kind === 'json');
  const found = history.data ?? [];
  const hasNumbers = found.some((one) => typeof one.value === 'number');
  return (
    <section className={classes.part} aria-label={`History of ${value.label}`}>
      <div className={classes.partHead}>
        <h2>{name === '' ? value.label : `${name}: ${value.label}`}</h2>
        <code className={classes.id}>{value.metric}</code>
        <span className={classes.headEnd}>
          {hasNumbers && (
            <Button
              variant="subtle"
              leftSection={isTable ? <IconChartLine size={15} stroke={1.5} /> : <IconListDetails size={15} stroke={1.5} />}
              onClick={() => setIsTable(!isTable)}
            >
              {isTable ? 'As chart' : 'As table'}
            </Button>
          )}
          {found.length > 0 && (
            <Button variant="subtle" leftSection={<IconDownload size={15} stroke={1.5} />} onClick={() => download(value.metric, found)}>
              CSV
            </Button>
          )}
          <CloseButton aria-label="Close the history" onClick={onClose} />
        </span>
      </div>
      {history.isPending && <Skeleton height={180} />}
      {history.error && <ErrorState error={history.error} what="the history" onRetry={() => void history.refetch()} />}
      {history.data && (isTable || !hasNumbers ? <HistoryTable values={found} /> : <HistoryChart values={found} label={value.label} unit={value.unit} />)}
    </section>
  );
}

const HEIGHT = 188;
const FIRST_WIDTH = 640;
const MOST_POINTS = 80;

function HistoryChart({ values, label, unit }: { values: readonly MetricValue[]; label: string; unit: MetricValue['unit'] }) {
  const { ref, width } = useElementSize();
  const [cursor, setCursor] = useState<number>();
  const points = values.map((value) => ({ at: value.at, number: typeof value.value === 'number' ? value.value : null }));
  const wide = Math.max(240, width || FIRST_WIDTH);
  const layout = layoutChart(points, { width: wide, height: HEIGHT, left: 64, right: 18, top: 12, bottom: 24, isShare: unit === 'share' });
  const at = cursor === undefined ? undefined : values[cursor];
  const spot = layout.spots.find((one) => one.index === cursor);
  const edges = [...new Set([0, values.length - 1])];
  return (
    <div ref={ref} className={classes.chart}>
      <svg
        width={wide}
        height={HEIGHT}
        viewBox={`0 0 ${wide} ${HEIGHT}`}
        role="img"
        aria-label={`${label}, ${counted(values.length, 'measurement')}, last ${values.at(-1) ? valueWords(values.at(-1) as MetricValue) : 'none'}`}
        onPointerMove={(event) => {
          const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
          const nearest = [...layout.spots].sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0];
          setCursor(nearest?.index);
        }}
        onPointerLeave={() => setCursor(undefined)}
      >
        {layout.ticks.map((tick) => (
          <g key={tick.value}>
            <path d={`M${layout.plot.left} ${tick.y}H${layout.plot.right}`} className={classes.grid} />
            <text x={layout.plot.left - 8} y={tick.y + 3.5} textAnchor="end">
              {numberWords(tick.value, unit)}
            </text>
          </g>
        ))}
        {edges.map((index) => (
          <text key={index} x={layout.xOf(index)} y={HEIGHT - 6} textAnchor={edges.length === 1 ? 'middle' : index === 0 ? 'start' : 'end'}>
            {dateTime(values[index]?.at ?? '')}
          </text>
        ))}
        <g className={classes.line}>
          {layout.lines.map((line) => (
            <polyline key={line[0]?.index} points={line.map((one) => `${one.x.toFixed(1)},${one.y.toFixed(1)}`).join(' ')} />
          ))}
          {layout.spots.length <= MOST_POINTS && layout.spots.map((one) => <circle key={one.index} cx={one.x} cy={one.y} r={2.6} />)}
        </g>
        {spot && at && (
          <g className={classes.cursor} pointerEvents="none">
            <path d={`M${spot.x} ${layout.plot.top}V${layout.plot.bottom}`} />
            <text x={spot.x > wide / 2 ? spot.x - 7 : spot.x + 7} y={layout.plot.top + 10} textAnchor={spot.x > wide / 2 ? 'end' : 'start'}>
              {`${valueWords(at)}, version ${at.version}, ${dateTime(at.at)}`}
            </text>
          </g>
        )}
      </svg>
      <p className={classes.note}>One step to the right is one measurement; a gap is one that gave no value.</p>
    </div>
  );
}

function HistoryTable({ values }: { values: readonly MetricValue[] }) {
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Measured</th>
            <th scope="col">Version</th>
            <th scope="col">Value</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {[...values].reverse().map((value) => (
            <tr key={value.at}>
              <td>{dateTime(value.at)}</td>
              <td>{value.version}</td>
              <td>{value.problem !== null && value.kind === 'missing' ? value.problem : valueWords(value)}</td>
              <td>{who(value.by)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function download(metric: string, values: readonly MetricValue[]) {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const plain = (value: unknown) => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value));
  const rows = values.map((value) => [value.at, String(value.version), plain(value.value), value.problem ?? '', value.by].map(quoted).join(','));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([['measured,version,value,problem,by', ...rows].join('\r\n')], { type: 'text/csv' }));
  link.download = `${metric.replace(/[^\w.-]+/g, '_')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
