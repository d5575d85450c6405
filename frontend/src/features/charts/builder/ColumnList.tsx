/** The columns there are: dragged into wells, or put there by their menu. */
import { Menu, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { MEANING_WORDS, typeWord } from '@/features/datasets';
import { counted } from '@/lib/format';
import classes from '../Charts.module.css';
import { putIn, refusal } from '../deeds';
import type { Chart, ChartType, Column } from '../types';

export const DRAGGED = 'application/x-atelier-column';
const MOST = 200;

interface ColumnListProps {
  columns: readonly Column[];
  chart: Chart;
  type: ChartType;
  isReadOnly: boolean;
  onChart: (chart: Chart) => void;
}

export function ColumnList({ columns, chart, type, isReadOnly, onChart }: ColumnListProps) {
  const [sought, setSought] = useState('');
  const words = sought.trim().toLowerCase();
  const found = columns.filter((column) => column.name.toLowerCase().includes(words));
  return (
    <div className={classes.columns}>
      <TextInput size="xs" type="search" aria-label="Find a column" placeholder={`Find among ${counted(columns.length, 'column')}`} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      <ul aria-label="Columns">
        {found.slice(0, MOST).map((column) => (
          <li key={column.name}>
            <Menu position="right-start" disabled={isReadOnly} withinPortal>
              <Menu.Target>
                <UnstyledButton
                  className={classes.column}
                  draggable={!isReadOnly}
                  onDragStart={(event) => {
                    event.dataTransfer.setData(DRAGGED, column.name);
                    event.dataTransfer.effectAllowed = 'copy';
                  }}
                >
                  <span>{column.name}</span>
                  <small>{column.meaning == null ? typeWord(column) : MEANING_WORDS[column.meaning]}</small>
                </UnstyledButton>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>Put {column.name} into</Menu.Label>
                {type.wells.map((well) => {
                  const why = refusal(well, column);
                  return (
                    <Menu.Item key={well.name} disabled={why !== undefined} onClick={() => onChart(putIn(chart, well, column))}>
                      {well.label}
                      {why !== undefined && <small className={classes.why}>{why}</small>}
                    </Menu.Item>
                  );
                })}
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {found.length > MOST && <p className={classes.help}>{counted(found.length - MOST, 'more column')}: type a part of the name.</p>}
      {found.length === 0 && <p className={classes.help}>No column like that.</p>}
    </div>
  );
}
