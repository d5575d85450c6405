/** The tools over the log. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCheck, IconDownload, IconSearch, IconTextWrap } from '@tabler/icons-react';
import { count, counted } from '@/lib/format';
import { Segmented } from '@/ui';
import classes from './Log.module.css';
import type { LevelFilter } from './logView';

interface LogBarProps {
  level: LevelFilter;
  onLevel: (level: LevelFilter) => void;
  warnings: number;
  errors: number;
  find: string;
  onFind: (find: string) => void;
  /** Indexes of the lines found. */
  found: readonly number[];
  /** Index of the line found that is looked at. */
  at: number | undefined;
  onStep: (step: 1 | -1) => void;
  isFollowing: boolean;
  onFollowing: (isFollowing: boolean) => void;
  isWrapped: boolean;
  onWrapped: (isWrapped: boolean) => void;
  textAddress: string;
}

export function LogBar(props: LogBarProps) {
  const { level, onLevel, warnings, errors, find, onFind, found, at, onStep, isFollowing, onFollowing, isWrapped, onWrapped } = props;
  const isSearching = find.trim() !== '';
  return (
    <div className={classes.bar} id="log">
      <h2>Log</h2>
      <Segmented<LevelFilter>
        label="Lines to show"
        value={level}
        onChange={onLevel}
        options={[
          { value: 'all', label: 'All' },
          { value: 'warnings', label: `Warnings ${count(warnings)}` },
          { value: 'errors', label: `Errors ${count(errors)}` },
        ]}
      />
      <span className={classes.find}>
        <TextInput
          aria-label="Find in the log"
          placeholder="Find in the log"
          value={find}
          leftSection={<IconSearch size={14} stroke={1.5} />}
          onChange={(event) => onFind(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
            if (event.key === 'Escape') onFind('');
          }}
        />
        {isSearching && (
          <span className={classes.found} role="status">
            {found.length === 0 ? 'not found' : at === undefined ? counted(found.length, 'line') : `${count(found.indexOf(at) + 1)} of ${count(found.length)}`}
          </span>
        )}
        {found.length > 1 && (
          <>
            <ActionIcon size={28} aria-label="Previous line found" onClick={() => onStep(-1)}>
              <IconArrowUp size={14} stroke={1.5} />
            </ActionIcon>
            <ActionIcon size={28} aria-label="Next line found" onClick={() => onStep(1)}>
              <IconArrowDown size={14} stroke={1.5} />
            </ActionIcon>
          </>
        )}
      </span>
      <span className={classes.tools}>
        <Button
          size="xs"
          variant={isFollowing ? 'outline' : 'subtle'}
          aria-pressed={isFollowing}
          leftSection={isFollowing ? <IconCheck size={14} stroke={1.5} /> : undefined}
          onClick={() => onFollowing(!isFollowing)}
        >
          {isFollowing ? 'Following' : 'Follow'}
        </Button>
        <Button
          className={classes.wide}
          size="xs"
          variant={isWrapped ? 'outline' : 'subtle'}
          aria-pressed={isWrapped}
          leftSection={<IconTextWrap size={14} stroke={1.5} />}
          onClick={() => onWrapped(!isWrapped)}
        >
          Wrap
        </Button>
        <Button
          className={classes.wide}
          component="a"
          href={props.textAddress}
          download
          size="xs"
          variant="subtle"
          leftSection={<IconDownload size={14} stroke={1.5} />}
        >
          Plain text
        </Button>
      </span>
    </div>
  );
}
