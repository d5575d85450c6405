/** Which metrics have a tile. */
import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useState } from 'react';
import type { Wish } from './metricQueries';
import classes from './Metrics.module.css';
import { shownMetrics } from './settings';
import type { Metrics } from './types';

const SEARCH_FROM = 12;

export function ShownMenu({ metrics, onSetUp }: { metrics: Metrics; onSetUp: (wish: Wish) => void }) {
  const [search, setSearch] = useState('');
  const shown = shownMetrics(metrics);
  const chosen = new Set(shown);
  const found = metrics.values.filter((value) => `${value.label} ${value.metric}`.toLowerCase().includes(search.trim().toLowerCase()));
  const set = (next: string[] | null) => onSetUp({ change: { shown: next } });
  const order = metrics.values.map((value) => value.metric);
  return (
    <Popover position="bottom-end" withinPortal>
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconAdjustments size={15} stroke={1.5} />}>
          {shown.length} of {metrics.values.length} shown
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.shownMenu}>
        {metrics.values.length > SEARCH_FROM && <TextInput type="search" aria-label="Find a metric" placeholder="Find a metric" value={search} onChange={(event) => setSearch(event.currentTarget.value)} />}
        <div className={classes.shownDeeds}>
          <Button size="xs" variant="subtle" onClick={() => set(order)}>
            All
          </Button>
          <Button size="xs" variant="subtle" onClick={() => set(null)}>
            The usual
          </Button>
        </div>
        <ul className={classes.shownList}>
          {found.map((value) => (
            <li key={value.metric}>
              <Checkbox
                label={value.label}
                checked={chosen.has(value.metric)}
                onChange={(event) => set(event.currentTarget.checked ? order.filter((one) => chosen.has(one) || one === value.metric) : shown.filter((one) => one !== value.metric))}
              />
            </li>
          ))}
          {found.length === 0 && <li className={classes.note}>No metric has “{search}” in its name.</li>}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
