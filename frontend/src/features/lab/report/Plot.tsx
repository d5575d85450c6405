/** A chart of lines and points over two axes, with its table twin and its figures as CSV. */
import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import { saveFile } from '@/features/curves';
import { numberWords } from '../labWords';
import classes from './Plot.module.css';
import { axisFor, linesCsv, placed, tickWords } from './plotting';

export interface PlotLine {
  name: string;
  points: readonly (readonly [number, number])[];
  /** A colour token, as `var(--c0)`. */
  colour: string;
  isDashed?: boolean;
  /** Points only, lines only, or both; bars are as wide as the points are apart. */
  as?: 'line' | 'points' | 'both' | 'bars';
}

interface PlotProps {
  title: string;
  lines: readonly PlotLine[];
  x: string;
  y: string;
  xEnds?: readonly [number, number] | undefined;
  yEnds?: readonly [number, number] | undefined;
  /** The line of chance or of perfection, from corner to corner. */
  hasDiagonal?: boolean;
  /** A value of x that is marked. */
  mark?: number | undefined;
  note?: string | undefined;
  height?: number;
}

const FIRST_WIDTH = 360;
const LEFT = 44;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 34;
/** Nearer to the right end, the words of a tick would be cut off. */
const LAST_ROOM = 16;
const MOST_IN_TABLE = 500;

export function Plot({ title, lines, x, y, xEnds, yEnds, hasDiagonal = false, mark, note, height = 230 }: PlotProps) {
  const { ref, width: measured } = useElementSize();
  const [isTable, setIsTable] = useState(false);
  const width = Math.max(200, measured || FIRST_WIDTH);
  const all = lines.flatMap((line) => line.points);
  const xAxis = axisFor(all.map(([one]) => one), xEnds);
  const yAxis = axisFor(all.map(([, one]) => one), yEnds);
  const px = (value: number) => placed(value, xAxis, LEFT, width - RIGHT);
  const py = (value: number) => placed(value, yAxis, height - BOTTOM, TOP);
  const named = lines.filter((line) => line.name !== '');
  return (
    <figure className={classes.plot} style={{ margin: 0 }}>
      <div className={classes.head}>
        <h3>{title}</h3>
        <span className={classes.end}>
          <Button size="xs" variant="subtle" onClick={() => setIsTable(!isTable)}>
            {isTable ? 'As chart' : 'As table'}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => saveFile(`${title}.csv`, new Blob([linesCsv(lines, x, y)], { type: 'text/csv' }))}>
            CSV
          </Button>
        </span>
      </div>
      {note !== undefined && <p className={classes.legend}>{note}</p>}
      {named.length > 1 && (
        <ul className={classes.legend}>
          {named.map((line) => (
            <li key={line.name}>
              <span className={classes.key} style={{ borderColor: line.colour, borderTopStyle: line.isDashed === true ? 'dashed' : 'solid' }} aria-hidden="true" />
              {line.name}
            </li>
          ))}
        </ul>
      )}
      <div ref={ref}>
        {isTable ? (
          // Focusable, so that it scrolls by keyboard too.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className={classes.table} tabIndex={0} role="region" aria-label={`${title} as a table`}>
            <table>
              <thead>
                <tr>
                  {named.length > 0 && <th scope="col">Name</th>}
                  <th scope="col">{x}</th>
                  <th scope="col">{y}</th>
                </tr>
              </thead>
              <tbody>
                {lines
                  .flatMap((line) => line.points.map((point, index) => ({ line, point, index })))
                  .slice(0, MOST_IN_TABLE)
                  .map(({ line, point, index }) => (
                    <tr key={`${line.name}-${index}`}>
                      {named.length > 0 && <td>{line.name}</td>}
                      <td>{numberWords(point[0])}</td>
                      <td>{numberWords(point[1])}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        ) : (
          <svg className={classes.chart} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}: ${y} over ${x}, ${named.length > 0 ? named.map((line) => line.name).join(', ') : `${all.length} points`}`}>
            {yAxis.ticks.map((tick) => (
              <g key={tick}>
                <path d={`M${LEFT} ${py(tick)}H${width - RIGHT}`} className={classes.grid} />
                <text x={LEFT - 6} y={py(tick) + 3.5} textAnchor="end">
                  {tickWords(tick)}
                </text>
              </g>
            ))}
            {xAxis.ticks.map((tick) => (
              <text key={tick} x={px(tick)} y={height - BOTTOM + 14} textAnchor={px(tick) > width - LAST_ROOM ? 'end' : 'middle'}>
                {tickWords(tick)}
              </text>
            ))}
            <text x={(LEFT + width - RIGHT) / 2} y={height - 3} textAnchor="middle">
              {x}
            </text>
            {hasDiagonal && <path d={`M${px(xAxis.low)} ${py(Math.max(yAxis.low, xAxis.low))}L${px(xAxis.high)} ${py(Math.min(yAxis.high, xAxis.high))}`} className={classes.diagonal} />}
            {mark !== undefined && <path d={`M${px(mark)} ${TOP}V${height - BOTTOM}`} className={classes.cursor} />}
            {lines.map((line, index) => (
              <g key={`${line.name}-${index}`}>
                {line.as === 'bars' && line.points.map(([left, right], place) => <rect key={place} x={px(left) - barWidth(line, px) / 2} y={py(right)} width={barWidth(line, px)} height={Math.max(0, py(yAxis.low) - py(right))} fill={line.colour} fillOpacity={0.85} />)}
                {line.as !== 'points' && line.as !== 'bars' && <polyline className={classes.line} data-dashed={line.isDashed} stroke={line.colour} points={line.points.map(([left, right]) => `${px(left).toFixed(1)},${py(right).toFixed(1)}`).join(' ')} />}
                {(line.as === 'points' || line.as === 'both') &&
                  line.points.map(([left, right], place) => <circle key={place} cx={px(left)} cy={py(right)} r={line.as === 'points' ? 2.6 : 2.4} fill={line.colour} fillOpacity={line.points.length > 300 ? 0.4 : 0.85} />)}
              </g>
            ))}
          </svg>
        )}
      </div>
    </figure>
  );
}

/** As wide as the points are apart, less a hair. */
function barWidth({ points }: PlotLine, px: (value: number) => number): number {
  const [first, second] = points;
  return first === undefined || second === undefined ? 12 : Math.max(1, Math.abs(px(second[0]) - px(first[0])) - 1);
}
