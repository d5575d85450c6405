import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import classes from './ZoomBar.module.css';

const ICON = { size: 16, stroke: 1.5 } as const;

export function ZoomBar({ onFit }: { onFit: () => void }) {
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  const percent = useStore((store) => Math.round(store.transform[2] * 100));
  return (
    <Panel position="bottom-left" className={classes.bar}>
      <ActionIcon aria-label="Farther" onClick={() => void zoomOut({ duration: 120 })}>
        <IconMinus {...ICON} />
      </ActionIcon>
      <UnstyledButton className={classes.percent} aria-label={`Zoom ${percent} per cent, show at full size`} onClick={() => void zoomTo(1, { duration: 180 })}>
        {percent} %
      </UnstyledButton>
      <ActionIcon aria-label="Nearer" onClick={() => void zoomIn({ duration: 120 })}>
        <IconPlus {...ICON} />
      </ActionIcon>
      <span className={classes.rule} />
      <ActionIcon aria-label="Fit all" onClick={() => onFit()}>
        <IconMaximize {...ICON} />
      </ActionIcon>
    </Panel>
  );
}
