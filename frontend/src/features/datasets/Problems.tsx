import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { counted } from '@/lib/format';
import classes from './Dataset.module.css';

const SHOWN = 3;

/** What is odd about a table, line by line; the first few are open. */
export function Problems({ problems }: { problems: readonly string[] }) {
  const [isWhole, setIsWhole] = useState(false);
  if (problems.length === 0) return null;
  return (
    <div className={classes.problems} role="status">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
      <div>
        <strong>{counted(problems.length, 'thing')} to look at</strong>
        <ul>
          {(isWhole ? problems : problems.slice(0, SHOWN)).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
        {problems.length > SHOWN && (
          <UnstyledButton className={classes.link} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${String(problems.length)}`}
          </UnstyledButton>
        )}
      </div>
    </div>
  );
}
