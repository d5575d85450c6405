/** The joins: two tables side by side, the circles of the type between them, the conditions as lines. */
import { Checkbox, Select, UnstyledButton } from '@mantine/core';
import { ItemShape, Segmented } from '@/ui';
import { NumberInput, useForm, type ControlProps } from '../forms';
import { freshCondition, freshJoin, JOIN_TYPES, NEAREST_HELP, namesOf, OPERATORS, tablesOf, typeOf, UNITS, type Joined } from './joinModel';
import { Add, ColumnPick, Line, Pick as Choose } from './parts';
import { Venn } from './Venn';
import classes from './Visual.module.css';
import { numberOf, put, rowsOf, textOf, useVisual, without, type Row } from './visualContext';

export function JoinSteps({ value, onChange }: Pick<ControlProps, 'value' | 'onChange'>) {
  const { values } = useForm();
  const { tables } = useVisual();
  const joined = tablesOf(values.tables, tables);
  const names = namesOf(joined);
  const joins = rowsOf(value);
  const reached = new Set(joins.flatMap((join) => [numberOf(join.left, 0), numberOf(join.right, 1)]));
  const open = joined.find((one) => one.place > 0 && !reached.has(one.place));
  return (
    <div className={classes.lines}>
      {joins.map((join, index) => (
        <OneJoin key={index} name={`join ${index + 1}`} join={join} joined={joined} names={names} onChange={(part) => onChange(put(joins, index, part))} onRemove={joins.length > 1 ? () => onChange(without(joins, index)) : undefined} />
      ))}
      {joined.length < 2 && <p className={classes.quiet}>A join needs two tables: add another under Inputs and outputs, or the same one again below to join it to itself.</p>}
      {open !== undefined && (
        <Add isFirst={joins.length === 0} onClick={() => onChange([...joins, freshJoin(open.place, joined[0]?.table, open.table)])}>
          Join {names[open.place]}
        </Add>
      )}
    </div>
  );
}

interface OneJoinProps {
  name: string;
  join: Row;
  joined: readonly Joined[];
  names: readonly string[];
  onChange: (part: Row) => void;
  onRemove: (() => void) | undefined;
}

function OneJoin({ name, join, joined, names, onChange, onRemove }: OneJoinProps) {
  const [left, right] = [joined[numberOf(join.left, 0)], joined[numberOf(join.right, 1)]];
  const type = typeOf(join);
  const conditions = rowsOf(join.conditions);
  const setConditions = (next: Row[]) => onChange({ conditions: next });
  return (
    <Line name={name} onRemove={onRemove}>
      <div className={classes.join}>
        <div className={classes.pair}>
          <Side label={`Left table of ${name}`} names={names} place={numberOf(join.left, 0)} onChange={(place) => onChange({ left: place })} />
          <Venn type={type} size={84} />
          <Side label={`Right table of ${name}`} names={names} place={numberOf(join.right, 1)} onChange={(place) => onChange({ right: place })} />
        </div>
        <div className={classes.types} role="radiogroup" aria-label={`Type of ${name}`}>
          {JOIN_TYPES.map((one) => (
            <UnstyledButton key={one.value} role="radio" aria-checked={type === one.value} className={classes.type} title={one.help} onClick={() => onChange({ type: one.value })}>
              <Venn type={one.value} size={40} />
              {one.label}
            </UnstyledButton>
          ))}
        </div>
        <p className={classes.quiet}>{JOIN_TYPES.find((one) => one.value === type)?.help}</p>
        {type !== 'cross' && (
          <>
            {conditions.map((condition, index) => (
              <Condition key={index} name={`condition ${index + 1} of ${name}`} condition={condition} left={left} right={right} onChange={(part) => setConditions(put(conditions, index, part))} onRemove={() => setConditions(without(conditions, index))} />
            ))}
            <div className={classes.buttons}>
              <Add isFirst={conditions.length === 0} onClick={() => setConditions([...conditions, freshCondition(left?.table, right?.table)])}>
                Add a condition
              </Add>
              {conditions.length > 1 && (
                <Segmented
                  label={`How many conditions of ${name} must hold`}
                  value={join.any_condition === true ? 'any' : 'all'}
                  options={[
                    { value: 'all', label: 'All must hold' },
                    { value: 'any', label: 'Any is enough' },
                  ]}
                  onChange={(next) => onChange({ any_condition: next === 'any' })}
                />
              )}
            </div>
          </>
        )}
      </div>
    </Line>
  );
}

function Side({ label, names, place, onChange }: { label: string; names: readonly string[]; place: number; onChange: (place: number) => void }) {
  return (
    <div className={classes.side}>
      <ItemShape kind="dataset" glyph="table" size={28} />
      <Select
        aria-label={label}
        style={{ flex: 1, minWidth: 0 }}
        data={names.map((name, index) => ({ value: String(index), label: name }))}
        value={place < names.length ? String(place) : null}
        allowDeselect={false}
        onChange={(next) => next !== null && onChange(Number(next))}
      />
    </div>
  );
}

interface ConditionProps {
  name: string;
  condition: Row;
  left: Joined | undefined;
  right: Joined | undefined;
  onChange: (part: Row) => void;
  onRemove: () => void;
}

function Condition({ name, condition, left, right, onChange, onRemove }: ConditionProps) {
  const operator = textOf(condition.operator) || 'eq';
  const nearest = NEAREST_HELP[operator];
  const isText = ['eq', 'ne', 'contains', 'starts_with'].includes(operator);
  return (
    <Line name={name} onRemove={onRemove}>
      <ColumnPick label={`Left column of ${name}`} columns={left?.table?.columns ?? []} value={textOf(condition.left)} width={180} onChange={(next) => onChange({ left: next })} />
      <Choose label={`Comparison of ${name}`} options={OPERATORS} value={operator} width={196} onChange={(next) => onChange({ operator: next })} />
      <ColumnPick label={`Right column of ${name}`} columns={right?.table?.columns ?? []} value={textOf(condition.right)} width={180} onChange={(next) => onChange({ right: next })} />
      {operator === 'within' && (
        <>
          <NumberInput id={`${name}-distance`} label={`Distance of ${name}`} value={condition.distance ?? 0} unit={undefined} step={undefined} isDisabled={false} hasError={false} describedBy={undefined} onChange={(distance) => onChange({ distance })} />
          <Choose label={`Unit of ${name}`} options={UNITS} value={textOf(condition.unit) || 'number'} width={130} onChange={(unit) => onChange({ unit })} />
        </>
      )}
      {nearest !== undefined && (
        <>
          <NumberInput id={`${name}-count`} label={`Rows taken by ${name}`} value={condition.count ?? 1} unit={undefined} step={1} isDisabled={false} hasError={false} describedBy={undefined} onChange={(count) => onChange({ count })} />
          <span className={classes.small}>{condition.count === undefined || condition.count === 1 ? 'row' : 'rows'}</span>
          <p className={classes.quiet}>{nearest}</p>
        </>
      )}
      {isText && (
        <>
          <Checkbox size="xs" label="any case" title="Upper and lower case are the same" checked={condition.ignore_case === true} onChange={(event) => onChange({ ignore_case: event.currentTarget.checked })} />
          <Checkbox size="xs" label="any accents and spaces" title="Accents and spaces around and between make no difference" checked={condition.normalise === true} onChange={(event) => onChange({ normalise: event.currentTarget.checked })} />
        </>
      )}
    </Line>
  );
}
