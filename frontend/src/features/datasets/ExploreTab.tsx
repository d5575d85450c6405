import { Button, Checkbox, Menu, NumberInput, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowDown, IconArrowUp, IconColumns3, IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { counted } from '@/lib/format';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui';
import classes from './Dataset.module.css';
import { fetchRows, headQuery, qualityQuery, type RowsAsk } from './datasetQueries';
import { BLOCK_ROWS, BlockCache, GROUP_COLUMNS } from './grid/blockCache';
import { DataGrid } from './grid/DataGrid';
import { PicturesView } from './PicturesView';
import type { Dataset } from './types';

interface ExploreTabProps {
  projectKey: string;
  dataset: Dataset;
  ask: RowsAsk;
  row: number | undefined;
  isPictures: boolean;
  onRow: (row: number | undefined) => void;
  onTotal: (total: number | undefined) => void;
}

/** The rows: found, sorted, columns hidden and shown; as a grid or as pictures. */
export function ExploreTab({ projectKey, dataset, ask, row, isPictures, onRow, onTotal }: ExploreTabProps) {
  const navigate = useNavigate();
  const head = useQuery(headQuery(projectKey, dataset.id, dataset.version, ask));
  const quality = useQuery(qualityQuery(projectKey, dataset.id, dataset.version));
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const total = head.data?.total;
  const { sort, isDescending, search } = ask;
  const { columns, version, id } = dataset;
  const cache = useMemo(
    () =>
      new BlockCache(async (block, group, signal) => {
        const names = columns.slice(group * GROUP_COLUMNS, (group + 1) * GROUP_COLUMNS).map((column) => column.name);
        const found = await fetchRows(projectKey, id, { sort, isDescending, search }, { offset: block * BLOCK_ROWS, limit: BLOCK_ROWS, columns: names }, signal);
        return found.rows;
      }),
    // A new version of the data is a new cache, even where the columns stay.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [projectKey, id, version, columns, sort, isDescending, search],
  );
  useEffect(() => () => cache.dispose(), [cache]);
  useEffect(() => onTotal(total), [onTotal, total]);

  const setSort = (name: string | undefined, down: boolean) =>
    void navigate({ to: '.', search: (old) => ({ ...old, sort: name, descending: down ? true : undefined, row: undefined }), replace: true });
  const find = useDebouncedCallback(
    (text: string) => void navigate({ to: '.', search: (old) => ({ ...old, q: text === '' ? undefined : text, row: undefined }), replace: true }),
    300,
  );
  return (
    <>
      <div className={classes.tools}>
        <span className={classes.counts} role="status">
          <strong>{total === undefined ? '' : counted(total, 'row')}</strong>
          {search === '' ? `, ${counted(columns.length, 'column')}` : dataset.rows !== null ? ` of ${dataset.rows.toLocaleString('en-GB')}` : ''}
        </span>
        <FindRows key={dataset.id} start={search} onFind={find} />
        {sort !== undefined && (
          <Button size="xs" variant="light" leftSection={isDescending ? <IconArrowDown size={13} stroke={1.5} /> : <IconArrowUp size={13} stroke={1.5} />} rightSection={<IconX size={12} stroke={1.5} />} onClick={() => setSort(undefined, false)} aria-label={`Sorted by ${sort}, ${isDescending ? 'falling' : 'rising'}. Remove the order`}>
            {sort}
          </Button>
        )}
        <span className={classes.toolsEnd}>
          {!isPictures && <GoToRow total={total ?? 0} onGo={(to) => onRow(to)} />}
          {!isPictures && (
            <Menu closeOnItemClick={false}>
              <Menu.Target>
                <Button size="xs" variant="subtle" leftSection={<IconColumns3 size={15} stroke={1.5} />}>
                  Columns{hidden.size > 0 ? `, ${String(hidden.size)} hidden` : ''}
                </Button>
              </Menu.Target>
              <Menu.Dropdown className={classes.columnsMenu}>
                {columns.slice(0, 200).map((column) => (
                  <Menu.Item
                    key={column.name}
                    onClick={() => {
                      const next = new Set(hidden);
                      if (!next.delete(column.name) && next.size < columns.length - 1) next.add(column.name);
                      setHidden(next);
                    }}
                  >
                    <Checkbox readOnly checked={!hidden.has(column.name)} label={column.name} tabIndex={-1} />
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </span>
      </div>
      {head.error && !head.data ? (
        <ErrorState error={head.error} what="the rows" onRetry={() => void head.refetch()} />
      ) : total === undefined ? (
        <SkeletonRows rows={12} awaited="the rows" />
      ) : total === 0 ? (
        <EmptyState title={search === '' ? 'This dataset has no rows' : 'No row holds that'}>{search === '' ? 'Its columns are known, but nothing stands in them.' : `“${search}” stands in none of the text columns.`}</EmptyState>
      ) : isPictures ? (
        <PicturesView projectKey={projectKey} dataset={dataset} cache={cache} total={total} row={row} onRow={onRow} />
      ) : (
        <DataGrid
          projectKey={projectKey}
          dataset={dataset}
          cache={cache}
          total={total}
          quality={quality.data?.columns ?? []}
          hidden={hidden}
          row={row}
          sort={sort}
          isDescending={isDescending}
          onRow={onRow}
          onSort={setSort}
          onHide={(name) => setHidden(new Set([...hidden, name]))}
        />
      )}
    </>
  );
}

function FindRows({ start, onFind }: { start: string; onFind: (text: string) => void }) {
  const [text, setText] = useState(start);
  return (
    <TextInput
      className={classes.find}
      size="xs"
      type="search"
      aria-label="Find in the rows"
      placeholder="Find in the rows"
      leftSection={<IconSearch size={14} stroke={1.5} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onFind(event.currentTarget.value.trim());
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
        <Button size="xs" variant="subtle" onClick={() => setIsOpen(!isOpen)}>
          Go to row
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
