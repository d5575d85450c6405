/** Where the parts of a chart stand: scales with round ticks, lines as points in pixels. */
export { axisFor, placed, type Axis } from '@/lib/axis';

export function tickWords(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(0);
  return String(Number(value.toPrecision(6)));
}

/** A step line that shows the best value so far. */
export function bestSoFar(scores: readonly (number | undefined)[], isGreaterBetter: boolean): (readonly [number, number])[] {
  let best: number | undefined;
  return scores.flatMap((score, index) => {
    if (score !== undefined && (best === undefined || (isGreaterBetter ? score > best : score < best))) best = score;
    return best === undefined ? [] : [[index + 1, best] as const];
  });
}

/** A chart's figures as CSV: one row a point. */
export function linesCsv(lines: readonly { name: string; points: readonly (readonly [number, number])[] }[], x: string, y: string): string {
  const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = lines.flatMap((line) => line.points.map(([left, right]) => [quoted(line.name), left, right].join(',')));
  return [['name', quoted(x), quoted(y)].join(','), ...rows, ''].join('\r\n');
}
