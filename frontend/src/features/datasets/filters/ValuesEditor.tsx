/** A facet: the values of a column with their rows, searched and ticked. */
import { Checkbox, TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { count } from '@/lib/format';
import { ClassLabel } from '../../classes';
import classes from '../Explore.module.css';
import { momentText } from '../moments';
import type { Analysis, Dataset } from '../types';
import { useDatasetClasses } from '../useDatasetClasses';

interface ValuesEditorProps {
  projectKey: string;
  dataset: Dataset;
  analysis: Analysis;
  values: readonly (string | null)[];
  onValues: (values: (string | null)[]) => void;
}

export function ValuesEditor({ projectKey, dataset, analysis, values, onValues }: ValuesEditorProps) {
  const [sought, setSought] = useState('');
  const lookOf = useDatasetClasses(projectKey, dataset);
  const told = analysis.top.filter((one) => one.value !== null);
  const known: { value: string | null; count: number | undefined }[] = [
    ...told,
    // What was chosen stays in the list, even where nothing holds it any more.
    ...values.filter((value) => value !== null && !told.some((one) => one.value === value)).map((value) => ({ value, count: undefined })),
    ...(analysis.empty > 0 || values.includes(null) ? [{ value: null, count: analysis.empty }] : []),
  ];
  const words = sought.trim().toLowerCase();
  const isDate = analysis.column.type === 'date';
  const shown = known.filter((one) => `${one.value ?? 'empty'} ${isDate && one.value !== null ? momentText(one.value) : ''}`.toLowerCase().includes(words));
  const isNew = words !== '' && !known.some((one) => one.value === sought.trim());
  const most = Math.max(1, ...known.map((one) => one.count ?? 0));
  const isWhole = analysis.distinct !== null && analysis.distinct <= told.length;
  const toggle = (value: string | null) => onValues(values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  return (
    <>
      <TextInput data-autofocus size="xs" type="search" aria-label="Find a value" placeholder="Find a value" value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      <ul className={classes.facet} data-wide={isDate || undefined}>
        {shown.map((one) => (
          <li key={one.value ?? '\0'}>
            <Checkbox
              checked={values.includes(one.value)}
              onChange={() => toggle(one.value)}
              label={one.value === null ? <span className={classes.quiet}>empty</span> : analysis.column.meaning === 'class' ? <ClassLabel name={one.value} look={lookOf(one.value)} /> : isDate ? <time dateTime={one.value} title={one.value}>{momentText(one.value)}</time> : one.value}
            />
            <span className={classes.facetBar} aria-hidden="true">
              <span style={{ width: `${String(((one.count ?? 0) / most) * 100)}%` }} />
            </span>
            <span className={classes.facetCount}>{one.count === undefined ? '·' : count(one.count)}</span>
          </li>
        ))}
      </ul>
      {isNew && (
        <UnstyledButton className={classes.add} onClick={() => { toggle(sought.trim()); setSought(''); }}>
          <IconPlus size={13} stroke={1.6} aria-hidden="true" /> Take “{sought.trim()}”
        </UnstyledButton>
      )}
      {shown.length === 0 && !isNew && <p className={classes.note}>{known.length === 0 ? 'The column holds no values here.' : 'No value like that.'}</p>}
      {!isWhole && <p className={classes.note}>The {count(told.length)} most frequent of {analysis.distinct === null ? 'many' : `${analysis.is_exact ? '' : 'about '}${count(analysis.distinct)}`} values. Type any other to take it.</p>}
    </>
  );
}
