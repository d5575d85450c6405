/** The two lines of a small curve as SVG paths. */

interface SparkInput {
  training: readonly (number | undefined)[];
  validation: readonly (number | undefined)[];
  of: number;
  width: number;
  height: number;
}

const EDGE = 3;

export function sparkPaths({ training, validation, of, width, height }: SparkInput) {
  const values = [...training, ...validation].filter((value) => value !== undefined);
  const low = Math.min(...values, 1);
  const high = Math.max(...values, low + 0.05);
  const count = Math.max(of, training.length, validation.length, 2);
  const xOf = (index: number) => EDGE + (index / (count - 1)) * (width - 2 * EDGE);
  const yOf = (value: number) => height - EDGE - ((value - low) / (high - low)) * (height - 2 * EDGE);
  const path = (series: readonly (number | undefined)[]) => {
    let isOpen = false;
    return series
      .map((value, index) => {
        if (value === undefined) {
          isOpen = false;
          return '';
        }
        const command = isOpen ? 'L' : 'M';
        isOpen = true;
        return `${command}${xOf(index).toFixed(1)} ${yOf(value).toFixed(1)}`;
      })
      .join('');
  };
  const shown = validation.some((value) => value !== undefined) ? validation : training;
  const lastIndex = shown.findLastIndex((value) => value !== undefined);
  const lastValue = shown[lastIndex];
  return {
    training: path(training),
    validation: path(validation),
    last: lastValue === undefined ? undefined : { x: xOf(lastIndex), y: yOf(lastValue) },
  };
}
