/** Curves put into words: whether the network still learns, has begun to memorise, stands still or falls apart. */

/** The figures of one epoch; a figure that is missing or no number is undefined. */
export interface CurvePoint {
  epoch: number;
  loss: number | undefined;
  acc: number | undefined;
  valLoss: number | undefined;
  valAcc: number | undefined;
}

export type Verdict = 'nothing' | 'early' | 'learning' | 'overfitting' | 'plateau' | 'diverging' | 'unvalidated';

export interface Reading {
  verdict: Verdict;
  /** The epoch from which the verdict holds, where it has one. */
  since: number | undefined;
  sentences: readonly string[];
}

/** Fewer epochs than this say nothing about a trend. */
const ENOUGH_EPOCHS = 3;
/** Overfitting: the validation loss has been above its best for at least so many epochs, by at least this share. */
const OVERFITTING_EPOCHS = 2;
const OVERFITTING_SHARE = 0.03;
/** Plateau: so many epochs brought less than this share of improvement. */
const PLATEAU_EPOCHS = 4;
const PLATEAU_SHARE = 0.01;
/** Diverging: the training loss is this many times its least value, or not a number. */
const DIVERGING_TIMES = 1.5;
/** A loss below this is next to nothing, and its ups and downs are noise. */
const NEARLY_NO_LOSS = 0.1;
/** Training this much more accurate than validation is a gap worth naming. */
const WIDE_GAP = 0.1;

/** Read the curves of a run; `isOver` words it as finished. Rules are tried from the worst down, the first that holds speaks. */
export function readCurves(points: readonly CurvePoint[], isOver = false): Reading {
  const last = points.at(-1);
  if (last === undefined) {
    return {
      verdict: 'nothing',
      since: undefined,
      sentences: [isOver ? 'No epoch ended.' : 'The first point appears when the first epoch ends.'],
    };
  }
  return (
    diverging(points) ??
    early(points, isOver) ??
    unvalidated(points) ??
    overfitting(points) ??
    plateau(points) ??
    learning(points, isOver)
  );
}

function diverging(points: readonly CurvePoint[]): Reading | undefined {
  const lost = points.find((point) => point.loss === undefined);
  if (lost) {
    return {
      verdict: 'diverging',
      since: lost.epoch,
      sentences: [
        `The loss stopped being a number at epoch ${lost.epoch}: the weights have run away.`,
        'A lower learning rate usually cures this; try a tenth.',
      ],
    };
  }
  const losses = points.map((point) => point.loss ?? Infinity);
  const least = Math.min(...losses);
  const leastAt = losses.indexOf(least);
  const lastLoss = losses.at(-1) ?? 0;
  if (points.length < ENOUGH_EPOCHS || lastLoss < NEARLY_NO_LOSS || lastLoss < DIVERGING_TIMES * least || lastLoss <= (losses.at(-2) ?? 0)) {
    return undefined;
  }
  const since = points[leastAt + 1]?.epoch;
  return {
    verdict: 'diverging',
    since,
    sentences: [
      `The loss on the training pictures has been rising since epoch ${since ?? last(points).epoch}: the steps are too large.`,
      'A lower learning rate usually cures this.',
    ],
  };
}

function early(points: readonly CurvePoint[], isOver: boolean): Reading | undefined {
  if (points.length >= ENOUGH_EPOCHS) return undefined;
  const ended = points.length === 1 ? 'One epoch' : 'Two epochs';
  return {
    verdict: 'early',
    since: undefined,
    sentences: [`${ended} ${isOver ? 'say' : 'so far say'}${points.length === 1 ? 's' : ''} little about where this is going.`],
  };
}

function unvalidated(points: readonly CurvePoint[]): Reading | undefined {
  if (points.some((point) => point.valLoss !== undefined)) return undefined;
  return {
    verdict: 'unvalidated',
    since: undefined,
    sentences: ['No pictures were set aside for validation, so the curves cannot tell learning from memorising.'],
  };
}

function overfitting(points: readonly CurvePoint[]): Reading | undefined {
  const at = bestIndex(points);
  const best = points[at];
  const now = last(points);
  if (best?.valLoss === undefined || now.valLoss === undefined) return undefined;
  const since = points[at + 1];
  const isLongEnough = points.length - 1 - at >= OVERFITTING_EPOCHS;
  const isWorse = now.valLoss >= best.valLoss * (1 + OVERFITTING_SHARE);
  const stillFalls = (now.loss ?? Infinity) < (best.loss ?? -Infinity);
  if (!isLongEnough || !isWorse || !stillFalls || since === undefined) return undefined;
  return {
    verdict: 'overfitting',
    since: since.epoch,
    sentences: [
      `Overfitting since epoch ${since.epoch}: the loss still falls on the training pictures and rises on the validation pictures, from ${best.valLoss.toFixed(4)} to ${now.valLoss.toFixed(4)}.`,
      `The weights of epoch ${best.epoch} are the ones kept.`,
    ],
  };
}

function plateau(points: readonly CurvePoint[]): Reading | undefined {
  const earlier = points.slice(0, -PLATEAU_EPOCHS);
  const latest = points.slice(-PLATEAU_EPOCHS);
  const before = least(earlier);
  const lately = least(latest);
  if (before === undefined || lately === undefined || earlier.length < 2) return undefined;
  if (lately < before * (1 - PLATEAU_SHARE)) return undefined;
  const since = points[earlier.findIndex((point) => point.valLoss === before) + 1]?.epoch ?? last(points).epoch;
  return {
    verdict: 'plateau',
    since,
    sentences: [
      `A plateau since epoch ${since}: the last ${PLATEAU_EPOCHS} epochs improved the validation loss by less than 1 %.`,
      'More epochs will hardly help; more pictures, more trained layers or another learning rate might.',
    ],
  };
}

function learning(points: readonly CurvePoint[], isOver: boolean): Reading {
  const now = last(points);
  const gap = (now.acc ?? 0) - (now.valAcc ?? now.acc ?? 0);
  const isWide = gap > WIDE_GAP;
  const verb = isOver ? 'was still learning' : 'is still learning';
  const first = isWide
    ? `The network ${verb}, with a gap: training accuracy is ${gap.toFixed(2)} above validation accuracy.`
    : `Validation follows training closely: the network ${verb}, not memorising.`;
  const halved = halvedAt(points);
  const more = isOver ? ['More epochs would probably improve it.'] : [];
  return {
    verdict: 'learning',
    since: undefined,
    sentences:
      halved === undefined ? [first, ...more] : [first, `The loss on the validation pictures halved at epoch ${halved}.`, ...more],
  };
}

/** The last epoch that at least halved the validation loss of the epoch before it. */
function halvedAt(points: readonly CurvePoint[]): number | undefined {
  let found: number | undefined;
  points.forEach((point, index) => {
    const before = points[index - 1]?.valLoss;
    if (point.valLoss !== undefined && before !== undefined && point.valLoss <= before / 2) found = point.epoch;
  });
  return found;
}

function bestIndex(points: readonly CurvePoint[]): number {
  const value = least(points);
  return points.findIndex((point) => point.valLoss === value);
}

function least(points: readonly CurvePoint[]): number | undefined {
  const values = points.map((point) => point.valLoss).filter((value) => value !== undefined);
  return values.length > 0 ? Math.min(...values) : undefined;
}

function last(points: readonly CurvePoint[]): CurvePoint {
  const point = points.at(-1);
  if (point === undefined) throw new Error('There are no points to read.');
  return point;
}

/** A figure of the log as a number, or undefined where it is missing, null or not a number. */
export function figure(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The figures of an epoch or of a row of a model's history, whichever way accuracy is called. */
export function curvePoint(epoch: number, logs: Readonly<Record<string, unknown>>): CurvePoint {
  return {
    epoch,
    loss: figure(logs.loss),
    acc: figure(logs.acc ?? logs.accuracy),
    valLoss: figure(logs.val_loss),
    valAcc: figure(logs.val_acc ?? logs.val_accuracy),
  };
}
