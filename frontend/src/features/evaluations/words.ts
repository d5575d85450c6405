/** Drift in words. */
import type { Drift, DriftBin, EvaluationBrief } from './queries';

export const LEVELS: Readonly<Record<Drift['level'], string>> = { stable: 'stable', slight: 'some drift', strong: 'strong drift' };

/** The drift of a run as one short word: "2 features with strong drift", "stable", "not measured". */
export function driftWords(run: EvaluationBrief): string {
  if (run.answers_level === null) return 'not measured';
  const features = (count: number) => (count === 1 ? '1 feature' : `${count} features`);
  if (run.strong > 0) return `strong in ${features(run.strong)}`;
  if (run.answers_level === 'strong') return 'strong in predictions';
  if (run.slight > 0) return `some in ${features(run.slight)}`;
  return run.answers_level === 'slight' ? 'some in predictions' : 'stable';
}

export function worstLevel(run: EvaluationBrief): Drift['level'] | undefined {
  if (run.answers_level === null) return undefined;
  if (run.strong > 0 || run.answers_level === 'strong') return 'strong';
  return run.slight > 0 || run.answers_level === 'slight' ? 'slight' : 'stable';
}

export function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

/** What a bin holds: a category's name, or "from 1.2 to 3.4". */
export function binWords(bin: DriftBin): string {
  if (bin.name !== null) return bin.name;
  const number = (value: number) => String(Number(value.toPrecision(4)));
  if (bin.low === null) return bin.high === null ? 'all' : `below ${number(bin.high)}`;
  return bin.high === null ? `above ${number(bin.low)}` : `${number(bin.low)} to ${number(bin.high)}`;
}
