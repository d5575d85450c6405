/** The charts of a page as a row of names, and how one is added. */
import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { ChartIcon } from './builder/TypePicker';
import classes from './Charts.module.css';
import { nameOf } from './deeds';
import type { Chart, ChartType } from './types';

interface ChartListProps {
  charts: readonly Chart[];
  types: readonly ChartType[];
  suggestions: readonly Chart[];
  current: string | undefined;
  canChange: boolean;
  state: string;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  onOpen: (id: string) => void;
  onAdd: (from?: Chart) => void;
}

export function ChartList({ charts, types, suggestions, current, canChange, state, undo, redo, onOpen, onAdd }: ChartListProps) {
  const shown = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // In braces: newer browsers return a promise, which would be taken for what cleans up.
    shown.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  const iconOf = (chart: Chart) => types.find((type) => type.name === chart.type)?.icon ?? '';
  return (
    <div className={classes.list}>
      <div className={classes.names} role="group" aria-label="Charts">
        {charts.map((chart) => (
          <UnstyledButton key={chart.id} ref={chart.id === current ? shown : undefined} className={classes.name} aria-pressed={chart.id === current} title={nameOf(chart)} onClick={() => onOpen(chart.id)}>
            <ChartIcon icon={iconOf(chart)} size={15} />
            <span>{nameOf(chart)}</span>
          </UnstyledButton>
        ))}
        <Menu withinPortal>
          <Menu.Target>
            <Button size="xs" variant="subtle" disabled={!canChange} leftSection={<IconPlus size={14} stroke={1.5} />}>
              New chart
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPlus size={15} stroke={1.5} />} onClick={() => onAdd()}>
              Empty chart
            </Menu.Item>
            {suggestions.length > 0 && <Menu.Label>Suggested</Menu.Label>}
            {suggestions.map((one) => (
              <Menu.Item key={one.id} leftSection={<ChartIcon icon={iconOf(one)} size={15} />} onClick={() => onAdd(one)}>
                {one.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      <span className={classes.end}>
        {canChange && <span className={classes.state} role="status">{state}</span>}
        <ActionIcon variant="subtle" aria-label="Undo" title={undo ? 'Undo' : 'Nothing to undo yet'} disabled={!undo} onClick={undo}>
          <IconArrowBackUp size={16} stroke={1.5} />
        </ActionIcon>
        <ActionIcon variant="subtle" aria-label="Redo" title={redo ? 'Redo' : 'Nothing to redo'} disabled={!redo} onClick={redo}>
          <IconArrowForwardUp size={16} stroke={1.5} />
        </ActionIcon>
      </span>
    </div>
  );
}
