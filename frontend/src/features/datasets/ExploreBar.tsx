/** The bar over the rows: how many, of what sample, found by what, in what order; and which columns. */
import { Button, Menu, NumberInput, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowBarToDown, IconArrowDown, IconArrowUp, IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { useState, type ReactNode, type RefObject } from 'react';
import { counted } from '@/lib/format';
import classes from './Dataset.module.css';
import type { Ask, Sort } from './exploreState';
import { isActive } from './exploreState';
import own from './Explore.module.css';
import type { Column } from './types';

interface ExploreBarProps {
  ask: Ask;
  columns: readonly Column[];
  total: number | undefined;
  sampled: number | undefined;
  isPictures: boolean;
  searchRef: RefObject<HTMLInputElement | null>;
  /** Changes when what is typed is to be dropped. */
  searchKey: number;
  /** The sample's badge. */
  sample: ReactNode;
  /** How often the predictions are right. */
  truth: ReactNode;
  /** The column list. */
  columnPanel: ReactNode;
  /** What else can be shown. */
  display: ReactNode;
  onSearch: (text: string) => void;
  onSort: (sort: readonly Sort[]) => void;
  onFilter: (column: string) => void;
  onRow: (row: number) => void;
}

const MOST_IN_MENU = 200;

export function ExploreBar(props: ExploreBarProps) {
  const { ask, columns, total, sampled, isPictures, searchRef, searchKey, sample, truth, columnPanel, display, onSearch, onSort, onFilter, onRow } = props;
  const isNarrowed = ask.search !== '' || ask.filters.some(isActive);
  return (
    <div className={classes.tools}>
      <span className={classes.counts} role="status">
        <strong>{total === undefined ? '' : isNarrowed ? `${counted(total, 'row')} ${total === 1 ? 'matches' : 'match'}` : counted(total, 'row')}</strong>
        {isNarrowed ? <span className={own.ofAll}>{sampled === undefined ? '' : ` of ${sampled.toLocaleString('en-GB')}`}</span> : <span className={own.columnCount}>, {counted(columns.length, 'column')}</span>}
      </span>
      {sample}
      {truth}
      <span className={own.rowBreak} />
      <FindRows key={searchKey} start={ask.search} inputRef={searchRef} onFind={onSearch} />
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" variant="subtle" leftSection={<IconFilter size={15} stroke={1.5} />}>
            <span className={classes.word}>Filter</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.columnsMenu}>
          {columns.slice(0, MOST_IN_MENU).map((column) => (
            <Menu.Item key={column.name} onClick={() => onFilter(column.name)}>
              {column.name}
            </Menu.Item>
          ))}
          {columns.length > MOST_IN_MENU && <Menu.Label>The rest from the heads of the columns</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {ask.sort.map((one, index) => (
        <Button
          key={one.column}
          size="xs"
          variant="light"
          className={own.sortChip}
          leftSection={one.descending ? <IconArrowDown size={13} stroke={1.5} /> : <IconArrowUp size={13} stroke={1.5} />}
          rightSection={<IconX size={12} stroke={1.5} />}
          onClick={() => onSort(ask.sort.filter((other) => other.column !== one.column))}
          aria-label={`Sorted ${index === 0 ? '' : 'then '}by ${one.column}, ${one.descending ? 'falling' : 'rising'}. Remove it from the order`}
        >
          <span className={own.sortName}>{one.column}</span>
        </Button>
      ))}
      <span className={classes.toolsEnd}>
        {!isPictures && <GoToRow total={total ?? 0} onGo={onRow} />}
        {!isPictures && columnPanel}
        {!isPictures && display}
      </span>
    </div>
  );
}

const SETTLED_MS = 300;

function FindRows({ start, inputRef, onFind }: { start: string; inputRef: RefObject<HTMLInputElement | null>; onFind: (text: string) => void }) {
  const [text, setText] = useState(start);
  const find = useDebouncedCallback(onFind, SETTLED_MS);
  return (
    <TextInput
      ref={inputRef}
      className={classes.find}
      size="xs"
      type="search"
      aria-label="Find in the rows"
      placeholder="Find in the rows"
      leftSection={<IconSearch size={14} stroke={1.5} />}
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value);
        find(event.currentTarget.value.trim());
      }}
    />
  );
}

function GoToRow({ total, onGo }: { total: number; onGo: (row: number) => void }) {
  const [number, setNumber] = useState<string | number>('');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus position="bottom-end">
      <Popover.Target>
        <Button size="xs" variant="subtle" leftSection={<IconArrowBarToDown size={15} stroke={1.5} />} onClick={() => setIsOpen(!isOpen)}>
          <span className={classes.word}>Go to row</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (typeof number !== 'number') return;
            onGo(Math.min(total, Math.max(1, number)) - 1);
            setIsOpen(false);
          }}
        >
          <NumberInput label={`Row, 1 to ${total.toLocaleString('en-GB')}`} value={number} min={1} max={total} allowDecimal={false} thousandSeparator="," onChange={setNumber} hideControls />
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
