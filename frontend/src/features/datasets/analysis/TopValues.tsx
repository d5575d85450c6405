/** The commonest values with rows, share and running share; those ticked can be kept or left out. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { count } from '@/lib/format';
import { Section } from '@/ui';
import { ClassLabel, colourOf } from '../../classes';
import type { Filter } from '../exploreState';
import { momentText } from '../moments';
import type { Analysis, Dataset } from '../types';
import { useDatasetClasses } from '../useDatasetClasses';
import classes from './Analysis.module.css';
import { percent } from './Figures';

interface TopValuesProps {
  projectKey: string;
  dataset: Dataset;
  analysis: Analysis;
  filter: Filter | undefined;
  onFilter: (filter: Filter) => void;
}

const FEW = 12;

export function TopValues({ projectKey, dataset, analysis, filter, onFilter }: TopValuesProps) {
  const lookOf = useDatasetClasses(projectKey, dataset);
  const [ticked, setTicked] = useState<readonly (string | null)[]>(filter?.kind === 'values' ? (filter.values ?? []) : []);
  const [isWhole, setIsWhole] = useState(false);
  const { top, column } = analysis;
  if (top.length === 0) return null;
  const isClass = column.meaning === 'class';
  const most = Math.max(...top.map((one) => one.count));
  const shown = isWhole ? top : top.slice(0, FEW);
  const keep = (exclude: boolean) => onFilter({ column: column.name, kind: 'values', values: [...ticked], ...(exclude ? { exclude } : {}) });
  return (
    <Section
      title="Values"
      aside={
        <span className={classes.acts}>
          <Button size="xs" variant="subtle" disabled={ticked.length === 0} title={ticked.length === 0 ? 'Tick values first' : undefined} onClick={() => keep(false)}>
            Keep {ticked.length > 0 ? ticked.length : ''}
          </Button>
          <Button size="xs" variant="subtle" disabled={ticked.length === 0} title={ticked.length === 0 ? 'Tick values first' : undefined} onClick={() => keep(true)}>
            Leave out
          </Button>
        </span>
      }
    >
      <table className={classes.values}>
        <thead>
          <tr>
            <th scope="col">Value</th>
            <th scope="col">Rows</th>
            <th scope="col">Share</th>
            <th scope="col">Running</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.value ?? '\0'}>
              <th scope="row">
                <span className={classes.valueBar} aria-hidden="true" style={{ width: `${String((one.count / most) * 100)}%`, background: isClass && one.value !== null ? colourOf(lookOf(one.value)) : undefined }} />
                <Checkbox
                  size="xs"
                  checked={ticked.includes(one.value)}
                  onChange={() => setTicked(ticked.includes(one.value) ? ticked.filter((value) => value !== one.value) : [...ticked, one.value])}
                  label={one.value === null ? 'empty' : isClass ? <ClassLabel name={one.value} look={lookOf(one.value)} /> : one.value === '' ? '(blank)' : column.type === 'date' ? <time dateTime={one.value} title={one.value}>{momentText(one.value)}</time> : one.value}
                />
              </th>
              <td>{count(one.count)}</td>
              <td>{percent(one.share)}</td>
              <td>{percent(one.cumulated)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {top.length > FEW && (
        <Button size="xs" variant="subtle" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? `The first ${String(FEW)} only` : `All ${String(top.length)} shown here`}
        </Button>
      )}
      {analysis.distinct !== null && analysis.distinct > top.length && (
        <p className={classes.note}>
          The {count(top.length)} most frequent of {analysis.is_exact ? '' : 'about '}
          {count(analysis.distinct)} different values.
        </p>
      )}
    </Section>
  );
}
