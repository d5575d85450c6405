/** The filters as chips: each opens its editor, all can be cleared at once. */
import { Button, Popover, UnstyledButton } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import type { Ask, Filter } from '../exploreState';
import { filterWords, isActive } from '../exploreState';
import classes from '../Explore.module.css';
import type { Dataset } from '../types';
import { FilterEditor, type Told } from './FilterEditor';

interface FilterBarProps {
  projectKey: string;
  dataset: Dataset;
  ask: Ask;
  /** The column whose filter is being edited. */
  editing: string | undefined;
  onEdit: (column: string | undefined) => void;
  onFilters: (filters: readonly Filter[]) => void;
  /** What the columns hold, where they are not those of the dataset itself. */
  told?: Told | undefined;
}

export function FilterBar({ projectKey, dataset, ask, editing, onEdit, onFilters, told }: FilterBarProps) {
  const { filters } = ask;
  const isNew = editing !== undefined && !filters.some((filter) => filter.column === editing);
  if (filters.length === 0 && !isNew) return null;
  const put = (column: string, filter: Filter | undefined) => {
    const kept = filters.some((one) => one.column === column);
    if (filter === undefined || !isActive(filter)) onFilters(filters.filter((one) => one.column !== column));
    else onFilters(kept ? filters.map((one) => (one.column === column ? filter : one)) : [...filters, filter]);
  };
  const shown: (Filter | string)[] = [...filters, ...(isNew ? [editing] : [])];
  return (
    <div className={classes.filters} role="group" aria-label="Filters">
      {shown.map((one) => {
        const filter = typeof one === 'string' ? undefined : one;
        const name = typeof one === 'string' ? one : one.column;
        const column = dataset.columns.find((known) => known.name === name);
        return (
          <Popover key={name} opened={editing === name} onChange={(isOpen) => onEdit(isOpen ? name : undefined)} trapFocus returnFocus position="bottom-start" width={340} withinPortal>
            <span className={classes.chip} data-open={editing === name}>
              <Popover.Target>
                <UnstyledButton className={classes.chipName} onClick={() => onEdit(editing === name ? undefined : name)}>
                  <IconFilter size={13} stroke={1.6} aria-hidden="true" />
                  <span>{filter === undefined ? `${name} …` : filterWords(filter)}</span>
                </UnstyledButton>
              </Popover.Target>
              {filter !== undefined && (
                <UnstyledButton className={classes.chipEnd} aria-label={`Remove the filter ${filterWords(filter)}`} onClick={() => put(name, undefined)}>
                  <IconX size={12} stroke={1.6} />
                </UnstyledButton>
              )}
            </span>
            <Popover.Dropdown aria-label={`Filter of ${name}`}>
              {editing === name &&
                (column === undefined ? (
                  <p className={classes.note}>{dataset.name} has no column {name} any more. Remove this filter to see the rows.</p>
                ) : (
                  <FilterEditor projectKey={projectKey} dataset={dataset} column={column} ask={ask} filter={filter} told={told} onFilter={(next) => put(name, next)} onClose={() => onEdit(undefined)} />
                ))}
            </Popover.Dropdown>
          </Popover>
        );
      })}
      {filters.length > 0 && (
        <Button size="xs" variant="subtle" onClick={() => onFilters([])}>
          Clear all
        </Button>
      )}
    </div>
  );
}
