/** From a drawn chart to its shapes. */
import type { Paint } from '../reading';
import { seriesOf } from '../reading';
import type { Chart, Drawn } from '../types';
import { barsScene } from './bands';
import { boxesScene } from './boxes';
import { heatScene } from './heat';
import { linesScene } from './lines';
import { scatterScene } from './scatter';
import type { Scene } from './scene';

interface Sheet {
  chart: Chart;
  drawn: Drawn;
  paint: Paint;
  width: number;
  height: number;
}

export function layoutChart({ chart, drawn, paint, width, height }: Sheet): Scene {
  const series = seriesOf(drawn, paint);
  switch (chart.type) {
    case 'lines':
      return linesScene({ drawn, series, width, height });
    case 'scatter':
      return scatterScene({ drawn, series, width, height });
    case 'boxes':
      return boxesScene({ drawn, colourOf: paint, isHorizontal: chart.horizontal, width, height });
    case 'heat':
      return heatScene({ drawn, width, height });
    default:
      return barsScene({
        drawn,
        series,
        isStacked: chart.type === 'stacked' || (chart.type === 'histogram' && series.length > 1),
        isWhole: chart.type === 'stacked' && chart.shares,
        isHorizontal: chart.horizontal && chart.type !== 'histogram',
        isTouching: chart.type === 'histogram',
        width,
        height,
      });
  }
}
