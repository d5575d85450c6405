/** The tables of a join: which columns are taken, what stands before their names, which rows are read. */
import { MultiSelect, TextInput } from '@mantine/core';
import { Segmented } from '@/ui';
import { useForm, type ControlProps } from '../forms';
import { freshTable, namesOf, tablesOf, withoutTable } from './joinModel';
import { Add, FormulaInput, Line } from './parts';
import classes from './Visual.module.css';
import { put, rowsOf, textOf, textsOf, useVisual, type Row } from './visualContext';

interface JoinTablesProps extends Pick<ControlProps, 'value'> {
  /** Several settings at once: a table that goes takes its joins with it. */
  onPut: (part: Row) => void;
}

export function JoinTables({ value, onPut }: JoinTablesProps) {
  const { values } = useForm();
  const { tables } = useVisual();
  const joined = tablesOf(value, tables);
  const names = namesOf(joined);
  const rows = joined.map((one) => one.row);
  const onChange = (next: Row[]) => onPut({ tables: next });
  return (
    <div className={classes.lines}>
      {joined.map(({ place, row, table }) => {
        const name = names[place] ?? '';
        const set = (part: Row) => onChange(put(rows, place, part));
        const isChosen = row.columns_mode === 'chosen';
        const columns = table?.columns.map((column) => column.name).filter((one) => one !== '') ?? [];
        const chosen = textsOf(row.columns);
        return (
          <Line key={place} name={name} onRemove={joined.length > 2 ? () => onPut(withoutTable(rows, rowsOf(values.joins), place)) : undefined}>
            <div className={classes.table}>
              <strong className={classes.tableName}>{name}</strong>
              <div className={classes.lineParts}>
                <Segmented
                  label={`Columns of ${name}`}
                  value={isChosen ? 'chosen' : 'all'}
                  options={[
                    { value: 'all', label: 'All columns' },
                    { value: 'chosen', label: 'Some columns' },
                  ]}
                  onChange={(mode) => set({ columns_mode: mode, ...(mode === 'chosen' && chosen.length === 0 ? { columns: columns.slice(0, 1_000) } : {}) })}
                />
                <TextInput aria-label={`Prefix of ${name}`} style={{ width: 170 }} placeholder="prefix of the names" value={textOf(row.prefix)} spellCheck={false} onChange={(event) => set({ prefix: event.currentTarget.value })} />
              </div>
              {isChosen && (
                <MultiSelect
                  aria-label={`Columns taken from ${name}`}
                  data={[...new Set([...columns, ...chosen])]}
                  value={[...new Set(chosen)]}
                  searchable
                  hidePickedOptions
                  limit={200}
                  onChange={(next) => set({ columns: next })}
                />
              )}
              <FormulaInput label={`Rows of ${name} to read`} placeholder="all rows; or a formula for those to read" value={textOf(row.filter)} onChange={(filter) => set({ filter })} />
            </div>
          </Line>
        );
      })}
      {tables.length > 0 && (
        <div className={classes.buttons}>
          {tables.map((table, input) => (
            <Add key={table.id} onClick={() => onChange([...rows, freshTable(input)])}>
              {joined.some((one) => one.input === input) ? `${table.name} once more` : table.name}
            </Add>
          ))}
        </div>
      )}
    </div>
  );
}
