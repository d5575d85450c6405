/** The values of one hyper-parameter that are tried: numbers as chips or over a range, choices as ticks. */
import { Checkbox, Select, TagsInput } from '@mantine/core';
import { NumberInput } from '@/features/forms';
import { Segmented, StateGlyph } from '@/ui';
import { numberWords } from '../labWords';
import type { Space } from '../types';
import classes from './Design.module.css';
import { choiceSpace, numberSpace, readNumbers, type NumberSpace } from './spaces';

interface SpaceEditorProps {
  space: Space;
  block: Readonly<Record<string, unknown>> | undefined;
  strategy: 'GRID' | 'RANDOM' | 'BAYESIAN';
  problem: string | undefined;
  onChange: (next: unknown, tag?: string) => void;
}

export function SpaceEditor({ space, block, strategy, problem, onChange }: SpaceEditorProps) {
  return (
    <div className={classes.space} role="group" aria-label={space.label}>
      <span>{space.label}</span>
      <div>
        {space.kind === 'choice' ? <Choices space={space} block={block} onChange={onChange} /> : <Numbers space={space} block={block} isGrid={strategy === 'GRID'} hasProblem={problem !== undefined} onChange={onChange} />}
        {problem !== undefined && (
          <p className={classes.error}>
            <StateGlyph state="failed" /> {problem}
          </p>
        )}
        {space.help !== '' && <p className={classes.help}>{space.help}</p>}
      </div>
    </div>
  );
}

function Choices({ space, block, onChange }: Pick<SpaceEditorProps, 'space' | 'block' | 'onChange'>) {
  const { values } = choiceSpace(space, block);
  return (
    <div className={classes.choices}>
      {Object.entries(space.options).map(([value, label]) => (
        <Checkbox key={value} label={label} checked={values[value]?.enabled === true} onChange={(event) => onChange({ values: { ...values, [value]: { enabled: event.currentTarget.checked } } })} />
      ))}
    </div>
  );
}

function Numbers({ space, block, isGrid, hasProblem, onChange }: Pick<SpaceEditorProps, 'space' | 'block' | 'onChange'> & { isGrid: boolean; hasProblem: boolean }) {
  const found = numberSpace(space, block);
  const modeName = isGrid ? 'gridMode' : 'randomMode';
  const mode = found[modeName];
  const setRange = (change: Partial<NumberSpace['range']>) => onChange({ ...found, range: { ...found.range, ...change } }, `${space.name}.range`);
  return (
    <div className={classes.stack} style={{ gap: 6 }}>
      <div className={classes.range}>
        <Segmented
          label={`How ${space.label} is tried`}
          value={mode}
          options={[
            { value: 'EXPLICIT', label: 'Values' },
            { value: 'RANGE', label: 'Range' },
          ]}
          onChange={(next) => onChange({ ...found, [modeName]: next })}
        />
        {mode === 'EXPLICIT' && (
          <TagsInput
            aria-label={`Values of ${space.label}`}
            w={320}
            value={found.values.map((one) => String(one))}
            splitChars={[' ', ';']}
            error={hasProblem}
            placeholder="add a number"
            onChange={(texts) => onChange({ ...found, values: [...new Set(readNumbers(texts))] })}
          />
        )}
        {mode === 'RANGE' && (
          <>
            {(['min', 'max'] as const).map((end) => (
              <label key={end} htmlFor={`space-${space.name}-${end}`}>
                {end === 'min' ? 'from' : 'to'}
                <NumberInput id={`space-${space.name}-${end}`} value={found.range[end]} unit={undefined} step={undefined} isDisabled={false} hasError={hasProblem} describedBy={undefined} onChange={(next) => setRange({ [end]: next as number })} />
              </label>
            ))}
            {isGrid && (
              <label htmlFor={`space-${space.name}-count`}>
                in
                <NumberInput id={`space-${space.name}-count`} value={found.range.nbValues} unit={undefined} step={1} isDisabled={false} hasError={hasProblem} describedBy={undefined} onChange={(next) => setRange({ nbValues: next as number })} />
                values
              </label>
            )}
            <Select
              aria-label={`Scale of ${space.label}`}
              w={130}
              data={[
                { value: 'LINEAR', label: 'linear' },
                { value: 'LOGARITHMIC', label: 'logarithmic' },
              ]}
              value={found.range.scaling}
              allowDeselect={false}
              onChange={(scaling) => scaling !== null && setRange({ scaling: scaling })}
            />
          </>
        )}
      </div>
      {(space.minimum !== null || space.maximum !== null) && (
        <span className={classes.help}>
          {space.is_whole ? 'whole numbers ' : ''}
          {space.minimum !== null && `from ${numberWords(space.minimum)} `}
          {space.maximum !== null && `to ${numberWords(space.maximum)}`}
        </span>
      )}
    </div>
  );
}
