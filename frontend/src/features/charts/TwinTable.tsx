/** The figures of a chart as a table. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { count } from '@/lib/format';
import classes from './Charts.module.css';
import { figureWords, type Twin } from './reading';

const STEP = 500;

export function TwinTable({ twin, title }: { twin: Twin; title: string }) {
  const [most, setMost] = useState(STEP);
  return (
    // Focusable, so that it scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.twin} tabIndex={0} role="region" aria-label={`${title} as a table`}>
      <table>
        <thead>
          <tr>
            {twin.heads.map((head, index) => (
              <th key={index} scope="col" data-number={typeof twin.rows[0]?.[index] === 'number'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {twin.rows.slice(0, most).map((row, index) => (
            <tr key={index}>
              {row.map((value, place) => (
                <td key={place} data-number={typeof value === 'number'}>
                  {typeof value === 'number' ? figureWords(value) : (value ?? '·')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {twin.rows.length > most && (
        <Button size="xs" variant="subtle" onClick={() => setMost(most + STEP)}>
          Show more of {count(twin.rows.length)} rows
        </Button>
      )}
    </div>
  );
}
