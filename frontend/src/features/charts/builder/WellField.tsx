/** A well: columns are dropped into it, or chosen from its list; each opens its settings. */
import { ActionIcon, Popover, Select, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import classes from '../Charts.module.css';
import { MOST_MEASURES, putIn, refusal } from '../deeds';
import type { Chart, Column, Dimension, Measure, Well } from '../types';
import { DRAGGED } from './ColumnList';
import { DimensionOptions, dimensionWords } from './DimensionOptions';
import { MeasureOptions, measureWords } from './MeasureOptions';

interface WellFieldProps {
  well: Well;
  chart: Chart;
  columns: readonly Column[];
  /** What the server says of this well. */
  problem: string | undefined;
  isReadOnly: boolean;
  onChart: (chart: Chart, tag?: string) => void;
}

export function WellField({ well, chart, columns, problem, isReadOnly, onChart }: WellFieldProps) {
  const [isOver, setIsOver] = useState(false);
  const slot = well.name;
  const isMeasures = slot === 'measures';
  const isFull = isMeasures ? chart.measures.length >= (well.takes === 'measure' ? 1 : MOST_MEASURES) : chart[slot] !== null;
  const fitting = columns.filter((column) => refusal(well, column) === undefined);
  const take = (name: string | null) => {
    const column = columns.find((one) => one.name === name);
    if (column !== undefined && refusal(well, column) === undefined) onChart(putIn(chart, well, column));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.getData(DRAGGED));
  };
  return (
    <div
      className={classes.well}
      data-over={isOver}
      data-problem={problem !== undefined}
      role="group"
      aria-label={well.label}
      onDragOver={(event) => {
        if (isReadOnly || !event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <div className={classes.wellHead}>
        <span>{well.label}</span>
        {!well.required && <small>optional</small>}
      </div>
      {isMeasures
        ? chart.measures.map((measure, place) => (
            <Chip key={place} words={measureWords(measure)} label={`${well.label}: ${measureWords(measure)}`} isReadOnly={isReadOnly} onRemove={() => onChart({ ...chart, measures: chart.measures.filter((_, at) => at !== place) })}>
              <MeasureOptions measure={measure} columns={columns} isStacked={chart.type === 'stacked'} onMeasure={(next: Measure) => onChart({ ...chart, measures: chart.measures.map((one, at) => (at === place ? next : one)) }, `measure-${place}`)} />
            </Chip>
          ))
        : chart[slot] !== null && (
            <Chip words={dimensionWords(chart[slot], columns, well)} label={`${well.label}: ${chart[slot].column}`} isReadOnly={isReadOnly || well.takes === 'numbers'} isLocked={isReadOnly} onRemove={() => onChart({ ...chart, [slot]: null })}>
              <DimensionOptions dimension={chart[slot]} columns={columns} isHistogram={chart.type === 'histogram'} hasMeasure={chart.measures.length > 0} onDimension={(next: Dimension) => onChart({ ...chart, [slot]: next }, slot)} />
            </Chip>
          )}
      {!isFull && !isReadOnly && (
        <Select
          aria-label={`${well.label}: choose a column`}
          placeholder={isMeasures && chart.measures.length === 0 ? 'Number of rows' : isMeasures ? 'Add another' : 'Drop or choose a column'}
          size="xs"
          searchable
          limit={200}
          value={null}
          data={fitting.map((column) => column.name)}
          nothingFoundMessage={well.takes === 'numbers' || well.takes === 'bins' ? 'No column of numbers like that' : 'No column like that'}
          onChange={take}
        />
      )}
      {problem !== undefined ? <p className={classes.problem}>{problem}</p> : well.help !== '' && !isFull && <p className={classes.help}>{well.help}</p>}
    </div>
  );
}

interface ChipProps {
  words: string;
  label: string;
  /** There are no settings to open. */
  isReadOnly: boolean;
  isLocked?: boolean;
  onRemove: () => void;
  children: ReactNode;
}

function Chip({ words, label, isReadOnly, isLocked = isReadOnly, onRemove, children }: ChipProps) {
  const [isOpen, setIsOpen] = useState(false);
  const remove = !isLocked && (
    <ActionIcon size="sm" variant="subtle" aria-label={`Remove ${label}`} onClick={onRemove}>
      <IconX size={13} stroke={1.6} />
    </ActionIcon>
  );
  if (isReadOnly) {
    return (
      <span className={classes.chip}>
        <span className={classes.chipName} title={words}>
          {words}
        </span>
        {remove}
      </span>
    );
  }
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus position="bottom-start" width={280} withinPortal>
      <span className={classes.chip} data-open={isOpen}>
        <Popover.Target>
          <UnstyledButton className={classes.chipName} aria-label={`${label}, settings`} title={words} onClick={() => setIsOpen(!isOpen)}>
            <span>{words}</span>
            <IconChevronDown size={13} stroke={1.5} aria-hidden="true" />
          </UnstyledButton>
        </Popover.Target>
        {remove}
      </span>
      <Popover.Dropdown aria-label={label}>{isOpen && children}</Popover.Dropdown>
    </Popover>
  );
}
