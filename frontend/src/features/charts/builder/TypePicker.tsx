/** The types of chart, as pictures of themselves. */
import { UnstyledButton } from '@mantine/core';
import { IconChartBar, IconChartDots, IconChartGridDots, IconChartHistogram, IconChartLine, IconChartBarPopular, IconChartCandle, type Icon } from '@tabler/icons-react';
import classes from '../Charts.module.css';
import type { ChartType } from '../types';

const ICONS: Record<string, Icon> = { bars: IconChartBar, stacked: IconChartBarPopular, lines: IconChartLine, histogram: IconChartHistogram, scatter: IconChartDots, boxes: IconChartCandle, heat: IconChartGridDots };

export function ChartIcon({ icon, size = 18 }: { icon: string; size?: number }) {
  const Found = ICONS[icon] ?? IconChartBar;
  return <Found size={size} stroke={1.5} aria-hidden="true" />;
}

export function TypePicker({ types, type, isReadOnly, onType }: { types: readonly ChartType[]; type: string; isReadOnly: boolean; onType: (type: ChartType) => void }) {
  const chosen = types.find((one) => one.name === type);
  return (
    <div>
      <div className={classes.types} role="group" aria-label="Type of chart">
        {types.map((one) => (
          <UnstyledButton key={one.name} className={classes.type} aria-pressed={one.name === type} aria-label={one.label} title={`${one.label}. ${one.description}`} disabled={isReadOnly} onClick={() => onType(one)}>
            <ChartIcon icon={one.icon} />
          </UnstyledButton>
        ))}
      </div>
      {chosen && (
        <p className={classes.help}>
          <strong>{chosen.label}.</strong> {chosen.description}
        </p>
      )}
    </div>
  );
}
