/** The types of chart, as pictures of themselves. */
import { UnstyledButton } from '@mantine/core';
import classes from '../Charts.module.css';
import type { ChartType } from '../types';

/** On a grid of 20 units, as all icons are; what stands for many small parts is drawn as some. */
const ICONS: Record<string, string> = {
  bars: 'M3 17h14M4.5 14.5v-5h2.5v5zM9 14.5v-11h2.5v11zM13.5 14.5V7H16v7.5z',
  stacked: 'M3 17h14M4.5 14.5v-7H8v7zM12 14.5v-11h3.5v11zM4.5 11H8M12 11h3.5M12 7.2h3.5',
  lines: 'M3 3v14h14M5.5 13l3.5-4.5 3 2.5 4.5-6',
  histogram: 'M3 17h14M4 14.5v-3h3v3M7 14.5v-7h3v7M10 14.5V4h3v10.5M13 14.5V10h3v4.5z',
  scatter: 'M3 3v14h14M7 12.5v.01M9.5 9v.01M11 13v.01M13 7.5v.01M15.5 10v.01M15.5 5v.01M7 7.5v.01',
  boxes: 'M6 3v3M6 12v4M4 6h4v6H4zM4 9.5h4M14 4v4M14 14v3M12 8h4v6h-4zM12 10.5h4',
  heat: 'M3.5 3.5h13v13h-13zM3.5 8h13M3.5 12.2h13M8 3.5v13M12.2 3.5v13M5 5.8h1.5M9.5 10.1h1.4M13.6 14.3H15',
};

export function ChartIcon({ icon, size = 18 }: { icon: string; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth={size > 24 ? 0.7 : 1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={ICONS[icon] ?? ICONS.bars} />
    </svg>
  );
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
