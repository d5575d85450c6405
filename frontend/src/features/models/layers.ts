/** The layers of a network gathered into its blocks. */
import type { ModelLayer } from './modelQueries';

export interface Block {
  name: string;
  layers: readonly ModelLayer[];
  parameters: number;
  /** What leaves the block. */
  shape: readonly (number | null)[];
}

/** Neighbouring layers of one block, in the network's order. */
export function blocksOf(layers: readonly ModelLayer[]): Block[] {
  const blocks: { name: string; layers: ModelLayer[] }[] = [];
  for (const layer of layers) {
    const open = blocks.at(-1);
    if (open && open.name === layer.block) open.layers.push(layer);
    else blocks.push({ name: layer.block, layers: [layer] });
  }
  return blocks.map((block) => ({
    ...block,
    parameters: block.layers.reduce((sum, layer) => sum + layer.parameters, 0),
    shape: block.layers.at(-1)?.output_shape ?? [],
  }));
}

/** "7 × 7 × 2,048": the batch, which is any number, is left out. */
export function shapeWords(shape: readonly (number | null)[]): string {
  const sizes = shape[0] === null ? shape.slice(1) : shape;
  return sizes.map((size) => (size === null ? 'any' : size.toLocaleString('en-GB'))).join(' × ');
}
