/** All columns of a dataset as a list: found, shown and hidden, put in order, jumped to. */
import { ActionIcon, Button, Checkbox, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3, IconPin } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { counted } from '@/lib/format';
import { meaningWord, typeWord } from './cellValues';
import own from './Dataset.module.css';
import classes from './Explore.module.css';
import { inOrder, type ColumnView } from './grid/columns';
import type { Column } from './types';

interface ColumnPanelProps {
  columns: readonly Column[];
  view: ColumnView;
  onView: (change: Partial<ColumnView>) => void;
  onJump: (name: string) => void;
}

const ROW = 34;
/** Height of the list's window (Explore.module.css, .list). */
const LIST = 320;
const AHEAD = 4;

export function ColumnPanel(props: ColumnPanelProps) {
  const [isOpen, setIsOpen] = useState(false);
  const known = new Set(props.columns.map((column) => column.name));
  const hidden = props.view.hidden.filter((name) => known.has(name)).length;
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus position="bottom-end" width={320}>
      <Popover.Target>
        <Button size="xs" variant="subtle" leftSection={<IconColumns3 size={15} stroke={1.5} />} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <span className={own.word}>Columns{hidden > 0 ? `, ${String(hidden)} hidden` : ''}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        {isOpen && (
          <ColumnList
            {...props}
            onJump={(name) => {
              setIsOpen(false);
              props.onJump(name);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function ColumnList({ columns, view, onView, onJump }: ColumnPanelProps) {
  const [sought, setSought] = useState('');
  const [dragged, setDragged] = useState<string>();
  const [top, setTop] = useState(0);
  const words = sought.trim().toLowerCase();
  const all = inOrder(columns, view).map((one) => one.column);
  const shown = words === '' ? all : all.filter((column) => column.name.toLowerCase().includes(words));
  const hidden = new Set(view.hidden);
  const open = columns.filter((column) => !hidden.has(column.name)).length;
  const first = Math.max(0, Math.floor(top / ROW) - AHEAD);
  const drawn = shown.slice(first, Math.ceil((top + LIST) / ROW) + AHEAD);
  const toggle = (name: string) => {
    if (hidden.has(name)) onView({ hidden: view.hidden.filter((one) => one !== name) });
    else if (open > 1) onView({ hidden: [...view.hidden, name] });
  };
  const put = (name: string, before: number) => {
    const names = all.map((column) => column.name);
    const from = names.indexOf(name);
    if (from < 0 || before < 0 || before >= names.length) return;
    names.splice(from, 1);
    names.splice(before, 0, name);
    // Pinned columns stay the first ones; among themselves they follow the new order.
    onView({ order: names, pinned: names.filter((one) => view.pinned.includes(one)) });
  };
  const onDrop = (event: DragEvent, name: string) => {
    event.preventDefault();
    if (dragged !== undefined && dragged !== name) put(dragged, all.findIndex((column) => column.name === name));
    setDragged(undefined);
  };
  const found = shown.map((column) => column.name);
  return (
    <div className={classes.popoverForm}>
      <TextInput data-autofocus size="xs" type="search" aria-label="Find a column" placeholder={`Find in ${counted(columns.length, 'column')}`} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      <div className={classes.listTools}>
        <Button size="xs" variant="subtle" disabled={found.every((name) => !hidden.has(name))} onClick={() => onView({ hidden: view.hidden.filter((name) => !found.includes(name)) })}>
          Show {words === '' ? 'all' : 'these'}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          disabled={found.every((name) => hidden.has(name))}
          onClick={() => {
            const next = new Set([...view.hidden, ...found]);
            // One column has to stay, or there is no table to look at.
            if (columns.every((column) => next.has(column.name))) next.delete(all[0]?.name ?? '');
            onView({ hidden: [...next] });
          }}
        >
          Hide {words === '' ? 'all but one' : 'these'}
        </Button>
        <Button size="xs" variant="subtle" disabled={view.order.length === 0 && view.pinned.length === 0} onClick={() => onView({ order: [], pinned: [] })}>
          Order of the data
        </Button>
      </div>
      <div className={classes.list} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
        <ul style={{ height: shown.length * ROW }} aria-label="Columns">
          {drawn.map((column, offset) => {
            const { name } = column;
            const place = all.indexOf(column);
            const isLast = open === 1 && !hidden.has(name);
            return (
              <li
                key={name}
                draggable
                data-dragged={dragged === name}
                style={{ transform: `translateY(${String((first + offset) * ROW)}px)`, height: ROW }}
                onDragStart={() => setDragged(name)}
                onDragEnd={() => setDragged(undefined)}
                onDragOver={(event) => event.preventDefault()}
                onDrop={(event) => onDrop(event, name)}
              >
                <Checkbox checked={!hidden.has(name)} disabled={isLast} title={isLast ? 'One column has to stay' : undefined} onChange={() => toggle(name)} aria-label={`Show ${name}`} />
                <UnstyledButton className={classes.listName} disabled={hidden.has(name)} onClick={() => onJump(name)} title={`Go to ${name}`}>
                  <span>{name}</span>
                  <small>
                    {typeWord(column)} {meaningWord(column, null)}
                  </small>
                </UnstyledButton>
                {view.pinned.includes(name) && <IconPin size={13} stroke={1.6} aria-label="pinned" />}
                <ActionIcon size={24} aria-label={`Move ${name} up`} disabled={place === 0} onClick={() => put(name, place - 1)}>
                  <IconArrowUp size={13} stroke={1.6} />
                </ActionIcon>
                <ActionIcon size={24} aria-label={`Move ${name} down`} disabled={place === all.length - 1} onClick={() => put(name, place + 1)}>
                  <IconArrowDown size={13} stroke={1.6} />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
        {shown.length === 0 && <p className={classes.note}>No column is called that.</p>}
      </div>
    </div>
  );
}
