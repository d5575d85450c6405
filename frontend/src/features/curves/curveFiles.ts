/** A chart as a file: the figures as CSV, the picture as PNG drawn on a canvas in the page's own colours. */
import type { CurveLayout, CurveSeries } from './curveLayout';
import type { CurvePoint } from './readingCurves';

/** The figures as CSV with a header row, as a spreadsheet reads it. */
export function curveCsv(points: readonly CurvePoint[]): string {
  const rows = points.map((point) =>
    [point.epoch, point.loss, point.valLoss, point.acc, point.valAcc].map((value) => value ?? '').join(','),
  );
  return ['epoch,loss,val_loss,acc,val_acc', ...rows, ''].join('\r\n');
}

/** Hand a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const SHARPNESS = 2;

/** Draw the chart twice as large as on the page, for slides and papers; `ground` is the element whose colours are taken. */
export async function curvePng(layout: CurveLayout, title: string, ground: Element): Promise<Blob> {
  const style = getComputedStyle(ground);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const font = (weight: number, size: number) => `${weight} ${size}px ${style.fontFamily}`;
  const titleHeight = 30;
  const canvas = document.createElement('canvas');
  canvas.width = layout.width * SHARPNESS;
  canvas.height = (layout.height + titleHeight) * SHARPNESS;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw on a canvas, so the chart cannot be saved as PNG.');
  context.scale(SHARPNESS, SHARPNESS);
  context.fillStyle = token('sheet');
  context.fillRect(0, 0, layout.width, layout.height + titleHeight);
  context.fillStyle = token('ink');
  context.font = font(620, 14);
  context.fillText(title, 12, 20);
  context.translate(0, titleHeight);

  context.lineWidth = 1;
  context.strokeStyle = token('line');
  context.fillStyle = token('ink3');
  context.font = font(500, 10.5);
  context.textAlign = 'right';
  for (const tick of layout.yTicks) {
    line(context, layout.plot.left, tick.y, layout.plot.right, tick.y);
    context.fillText(tick.label, layout.plot.left - 7, tick.y + 3.5);
  }
  context.textAlign = 'center';
  for (const tick of layout.xTicks) context.fillText(String(tick.epoch), tick.x, layout.height - 5);
  if (layout.toCome) hatch(context, layout);

  drawSeries(context, layout.training, { colour: token('ink2'), width: 1.6, dash: [], point: 2.2 });
  drawSeries(context, layout.validation, { colour: token('accent'), width: 2.2, dash: [6, 3.5], point: 2.8 });
  if (layout.best) {
    context.strokeStyle = token('accent');
    context.lineWidth = 1.8;
    context.beginPath();
    context.arc(layout.best.x, layout.best.y, 6, 0, 2 * Math.PI);
    context.stroke();
  }
  context.textAlign = 'left';
  context.font = font(650, 11);
  for (const [series, colour] of [
    [layout.training, token('ink2')],
    [layout.validation, token('accent-text')],
  ] as const) {
    context.fillStyle = colour;
    if (series.last) context.fillText(series.last.label, series.last.x + 11, series.last.labelY + 4);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('The chart could not be turned into a PNG file.'));
    }, 'image/png');
  });
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

function hatch(context: CanvasRenderingContext2D, { toCome, plot }: CurveLayout): void {
  if (!toCome) return;
  const height = plot.bottom - plot.top;
  context.save();
  context.beginPath();
  context.rect(toCome.left, plot.top, toCome.right - toCome.left, height);
  context.clip();
  for (let x = toCome.left - height; x < toCome.right; x += 8.5) line(context, x, plot.bottom, x + height, plot.top);
  context.restore();
}

interface Pen {
  colour: string;
  width: number;
  dash: number[];
  point: number;
}

function drawSeries(context: CanvasRenderingContext2D, series: CurveSeries, pen: Pen): void {
  context.strokeStyle = pen.colour;
  context.fillStyle = pen.colour;
  context.lineWidth = pen.width;
  for (const stretch of series.stretches) {
    context.setLineDash(pen.dash);
    context.beginPath();
    stretch.forEach((spot, index) => (index === 0 ? context.moveTo(spot.x, spot.y) : context.lineTo(spot.x, spot.y)));
    context.stroke();
    context.setLineDash([]);
    for (const spot of stretch) {
      context.beginPath();
      context.arc(spot.x, spot.y, pen.point, 0, 2 * Math.PI);
      context.fill();
    }
  }
}
