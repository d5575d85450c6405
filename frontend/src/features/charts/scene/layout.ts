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
  /** The places of X are classes, which have colours of their own. */
  isClass?: boolean;
  width: number;
  height: number;
}

export function layoutChart({ chart, drawn, paint, isClass = false, width, height }: Sheet): Scene {
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
        colourOf: isClass && drawn.axes.colour === undefined && drawn.figures.length === 1 ? paint : undefined,
        width,
        height,
      });
  }
}
