/** A chart as a file, in the page's own colours: SVG that opens anywhere, PNG twice as large as on the page. */
import type { Scene, Shape } from './scene/scene';

const SHARPNESS = 2;
const HEAD = 34;

/** Colours as a file must have them: tokens mean nothing outside of the page. */
export type Resolve = (colour: string) => string;

/** Read colours off an element of the page. */
export function resolver(ground: Element): Resolve {
  const known = new Map<string, string>([['none', 'none']]);
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return (colour) => {
    const before = known.get(colour);
    if (before !== undefined) return before;
    const probe = document.createElement('span');
    probe.style.color = colour;
    ground.append(probe);
    const found = written(getComputedStyle(probe).color, canvas);
    probe.remove();
    known.set(colour, found);
    return found;
  };
}

/** A canvas writes any colour, mixed ones too, as the hexadecimal that every program reads. */
function written(colour: string, canvas: CanvasRenderingContext2D | null): string {
  if (!canvas) return colour;
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export interface FileParts {
  title: string;
  legend: readonly { name: string; colour: string }[];
  font: string;
}

export function sceneSvg(scene: Scene, { title, legend, font }: FileParts, resolve: Resolve): string {
  const head = HEAD + (legend.length > 1 ? legendRows(legend, scene.width).length * 16 : 0);
  const parts = [...headShapes(scene.width, { title, legend, font }).map((shape) => shapeSvg(shape, resolve)), `<g transform="translate(0 ${head})">`, ...scene.shapes.map((shape) => shapeSvg(shape, resolve)), '</g>'];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${scene.width}" height="${scene.height + head}" viewBox="0 0 ${scene.width} ${scene.height + head}" font-family="${escaped(font)}"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="${resolve('var(--sheet)')}"/>${parts.join('')}</svg>`;
}

function shapeSvg(shape: Shape, resolve: Resolve): string {
  const number = (value: number) => String(Number(value.toFixed(2)));
  switch (shape.kind) {
    case 'rect':
      return `<rect x="${number(shape.x)}" y="${number(shape.y)}" width="${number(shape.width)}" height="${number(shape.height)}" rx="${number(shape.radius ?? 0)}" fill="${resolve(shape.fill)}" fill-opacity="${shape.opacity ?? 1}"${shape.stroke === undefined ? '' : ` stroke="${resolve(shape.stroke)}" stroke-width="1.4"`}/>`;
    case 'line':
      return `<polyline points="${shape.points.map(({ x, y }) => `${number(x)},${number(y)}`).join(' ')}" fill="none" stroke="${resolve(shape.stroke)}" stroke-width="${shape.width}"/>`;
    case 'dots':
      return `<g fill="${resolve(shape.fill)}" fill-opacity="${shape.opacity}">${shape.spots.map(({ x, y }) => `<circle cx="${number(x)}" cy="${number(y)}" r="${shape.radius}"/>`).join('')}</g>`;
    case 'words':
      return `<text x="${number(shape.x)}" y="${number(shape.y)}" text-anchor="${shape.anchor}" font-size="${shape.size}" font-weight="${shape.weight ?? 400}" fill="${resolve(shape.fill)}"${shape.turn === undefined ? '' : ` transform="rotate(${shape.turn} ${number(shape.x)} ${number(shape.y)})"`}>${escaped(shape.text)}</text>`;
  }
}

export function scenePng(scene: Scene, parts: FileParts, resolve: Resolve): Promise<Blob> {
  const head = HEAD + (parts.legend.length > 1 ? legendRows(parts.legend, scene.width).length * 16 : 0);
  const canvas = document.createElement('canvas');
  canvas.width = scene.width * SHARPNESS;
  canvas.height = (scene.height + head) * SHARPNESS;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw on a canvas, so the chart cannot be saved as PNG.');
  context.scale(SHARPNESS, SHARPNESS);
  context.fillStyle = resolve('var(--sheet)');
  context.fillRect(0, 0, scene.width, scene.height + head);
  for (const shape of headShapes(scene.width, parts)) paint(context, shape, resolve, parts.font);
  context.translate(0, head);
  for (const shape of scene.shapes) paint(context, shape, resolve, parts.font);
  return new Promise((done, reject) => {
    canvas.toBlob((blob) => (blob ? done(blob) : reject(new Error('The chart could not be turned into a PNG file.'))), 'image/png');
  });
}

function paint(context: CanvasRenderingContext2D, shape: Shape, resolve: Resolve, font: string): void {
  context.save();
  switch (shape.kind) {
    case 'rect':
      context.globalAlpha = shape.opacity ?? 1;
      context.beginPath();
      context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius ?? 0);
      if (shape.fill !== 'none') {
        context.fillStyle = resolve(shape.fill);
        context.fill();
      }
      if (shape.stroke !== undefined) {
        context.strokeStyle = resolve(shape.stroke);
        context.lineWidth = 1.4;
        context.stroke();
      }
      break;
    case 'line':
      context.strokeStyle = resolve(shape.stroke);
      context.lineWidth = shape.width;
      context.lineJoin = 'round';
      context.beginPath();
      shape.points.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      context.stroke();
      break;
    case 'dots':
      context.fillStyle = resolve(shape.fill);
      context.globalAlpha = shape.opacity;
      for (const { x, y } of shape.spots) {
        context.beginPath();
        context.arc(x, y, shape.radius, 0, 2 * Math.PI);
        context.fill();
      }
      break;
    case 'words':
      context.fillStyle = resolve(shape.fill);
      context.font = `${shape.weight ?? 400} ${shape.size}px ${font}`;
      context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      context.translate(shape.x, shape.y);
      if (shape.turn !== undefined) context.rotate((shape.turn * Math.PI) / 180);
      context.fillText(shape.text, 0, 0);
  }
  context.restore();
}

function legendRows(legend: FileParts['legend'], width: number): { name: string; colour: string; x: number }[][] {
  const rows: { name: string; colour: string; x: number }[][] = [[]];
  let x = 12;
  for (const { name, colour } of legend) {
    const taken = 26 + name.length * 6;
    if (x + taken > width && x > 12) {
      rows.push([]);
      x = 12;
    }
    rows.at(-1)?.push({ name, colour, x });
    x += taken;
  }
  return rows;
}

function headShapes(width: number, { title, legend }: FileParts): Shape[] {
  const shapes: Shape[] = [{ kind: 'words', x: 12, y: 21, text: title, anchor: 'start', fill: 'var(--ink)', size: 14, weight: 620 }];
  if (legend.length < 2) return shapes;
  legendRows(legend, width).forEach((row, index) => {
    const y = HEAD + index * 16;
    for (const { name, colour, x } of row) {
      shapes.push({ kind: 'rect', x, y: y - 1, width: 9, height: 9, fill: colour, radius: 2 }, { kind: 'words', x: x + 13, y: y + 7, text: name, anchor: 'start', fill: 'var(--ink2)', size: 11 });
    }
  });
  return shapes;
}
