/** Which layers of a network are trained for given settings, and how much of the pictures one epoch sees. */
import type { components } from '@/api/schema.gen';

export type Layer = components['schemas']['ModelLayer'];

export interface Block {
  name: string;
  layers: number;
  parameters: number;
  isTrained: boolean;
}

export interface Trained {
  blocks: readonly Block[];
  frozenLayers: number;
  trainedLayers: number;
  totalParameters: number;
  /** Name of the first layer that is trained; undefined when only the new last one is. */
  firstTrained: string | undefined;
}

/** Layers before the classifier: the trunk, whose weights stay or change. A new last layer always replaces the classifier. */
export function trunkOf(layers: readonly Layer[]): readonly Layer[] {
  const last = layers.findLastIndex((layer) => layer.class_name === 'Dense');
  return last > 0 && last >= layers.length - 3 ? layers.slice(0, last) : layers;
}

export function trainedOf(layers: readonly Layer[], mode: unknown, layerCount: unknown): Trained {
  const trunk = trunkOf(layers);
  const weighted = trunk.filter((layer) => layer.parameters > 0);
  const count = mode === 'all' ? weighted.length : mode === 'n_last' && typeof layerCount === 'number' ? Math.max(0, Math.floor(layerCount) - 1) : 0;
  const trained = new Set(count > 0 ? weighted.slice(-count).map((layer) => layer.index) : []);
  const blocks: Block[] = [];
  for (const layer of trunk) {
    const isTrained = trained.has(layer.index);
    const name = layer.block === '' ? layer.name : layer.block;
    const current = blocks.at(-1);
    if (current?.name === name && current.isTrained === isTrained) {
      current.layers += 1;
      current.parameters += layer.parameters;
    } else {
      blocks.push({ name, layers: 1, parameters: layer.parameters, isTrained });
    }
  }
  return {
    blocks,
    frozenLayers: trunk.length - trained.size,
    trainedLayers: trained.size + 1,
    totalParameters: trunk.reduce((sum, layer) => sum + layer.parameters, 0),
    firstTrained: trunk.find((layer) => trained.has(layer.index))?.name,
  };
}

export interface Coverage {
  /** Share of the training pictures that one epoch sees, 0 to 1. */
  share: number;
  training: number;
  seen: number;
  /** The sum in words: "64 × 60 = 3,840". */
  sum: string;
  steps: number;
  isFullPass: boolean;
}

interface CoverageAsk {
  training: number;
  batch: number;
  copies: number;
  steps: number | 'auto';
}

/** A step takes `batch / copies` different pictures: each appears in several changed copies. */
export function coverage({ training, batch, copies, steps }: CoverageAsk): Coverage | undefined {
  const distinct = Math.max(1, Math.floor(batch / Math.max(1, copies)));
  if (!(training > 0) || !(batch > 0)) return undefined;
  const pass = Math.ceil(training / distinct);
  const taken = steps === 'auto' ? pass : steps;
  const seen = Math.min(training, taken * distinct);
  const number = (value: number) => value.toLocaleString('en-GB');
  return { share: seen / training, training, seen, steps: taken, isFullPass: taken >= pass, sum: `${number(distinct)} × ${number(taken)} = ${number(distinct * taken)}` };
}

/** The number of training pictures as the server's sum says it: "5,600 pictures to train, 1,400 to validate." */
export function trainingCount(sentence: string | undefined): number | undefined {
  const found = /^([\d,]+) pictures? to train/.exec(sentence ?? '')?.[1];
  return found === undefined ? undefined : Number(found.replaceAll(',', ''));
}
