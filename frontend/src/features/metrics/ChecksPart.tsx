/** The checks of an item: how each went, in words, the times before, and what can be done to it. */
import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconChevronRight, IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { ago, dateTime, who } from '@/lib/format';
import { ErrorLine, SkeletonRows } from '@/ui';
import { checkHistoryQuery, type Wish } from './metricQueries';
import classes from './Metrics.module.css';
import { OutcomeMark } from './OutcomeMark';
import { entryIn, withEntry, withoutEntry } from './settings';
import type { Check, MetricEntry, Metrics } from './types';

interface ChecksPartProps {
  projectKey: string;
  metrics: Metrics;
  onAdd: () => void;
  onEdit: (entry: MetricEntry) => void;
  onSetUp: (wish: Wish) => void;
  onRun: () => void;
  isRunning: boolean;
}

export function ChecksPart({ projectKey, metrics, onAdd, onEdit, onSetUp, onRun, isRunning }: ChecksPartProps) {
  const { checks } = metrics;
  return (
    <section className={classes.part} aria-label="Checks">
      <div className={classes.partHead}>
        <h2>Checks</h2>
        <span className={classes.headEnd}>
          {checks.length > 0 && (
            <Button variant="subtle" leftSection={<IconPlayerPlay size={15} stroke={1.5} />} loading={isRunning} onClick={onRun}>
              Run on the last values
            </Button>
          )}
          <Button leftSection={<IconPlus size={15} stroke={1.5} />} onClick={onAdd}>
            Add a check
          </Button>
        </span>
      </div>
      {checks.length === 0 ? (
        <p className={classes.note}>A check says OK, warning or error whenever a value is measured: that the accuracy stays above 0.9, that no class is left out.</p>
      ) : (
        <ul className={classes.rows}>
          {checks.map((check) => (
            <CheckRow
              key={check.id}
              projectKey={projectKey}
              itemId={metrics.item_id}
              check={check}
              sentence={withLabels(check.sentence, metrics)}
              onEdit={() => onEdit(check)}
              onSwitch={() =>
                onSetUp({ change: { checks: withEntry(checks, { ...entryIn(check), enabled: !check.enabled }) }, words: `${titleOf(check)} is ${check.enabled ? 'paused' : 'on again'}` })
              }
              onDelete={() => onSetUp({ change: { checks: withoutEntry(checks, check.id) }, words: `${titleOf(check)} is deleted` })}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The sentence of a check with metrics by their labels rather than their names. */
function withLabels(sentence: string, metrics: Metrics): string {
  const known = [...metrics.values].sort((a, b) => b.metric.length - a.metric.length);
  return known.reduce((text, value) => text.replaceAll(value.metric, value.label), sentence);
}

export function titleOf(entry: MetricEntry): string {
  return entry.name === '' ? entry.label : entry.name;
}

interface CheckRowProps {
  projectKey: string;
  itemId: string;
  check: Check;
  sentence: string;
  onEdit: () => void;
  onSwitch: () => void;
  onDelete: () => void;
}

function CheckRow({ projectKey, itemId, check, sentence, onEdit, onSwitch, onDelete }: CheckRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const last = check.outcomes[0];
  return (
    <li className={classes.row} data-off={!check.enabled}>
      <div className={classes.rowLine}>
        <UnstyledButton className={classes.fold} aria-expanded={isOpen} aria-label={`History of ${titleOf(check)}`} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? <IconChevronDown size={15} stroke={1.5} /> : <IconChevronRight size={15} stroke={1.5} />}
        </UnstyledButton>
        <span className={classes.outcomeCell}>
          {!check.enabled ? <span className={classes.note}>paused</span> : last ? <OutcomeMark outcome={last.outcome} /> : <span className={classes.note}>not run</span>}
        </span>
        <span className={classes.rowText}>
          <strong>{titleOf(check)}</strong>
          <small>{check.problem ?? sentence}</small>
        </span>
        <span className={classes.said}>
          {last && (
            <>
              {last.message} <small>{ago(last.at)}</small>
            </>
          )}
        </span>
        <EntryMenu title={titleOf(check)} isOn={check.enabled} onEdit={onEdit} onSwitch={onSwitch} onDelete={onDelete} />
      </div>
      {isOpen && <CheckHistory projectKey={projectKey} itemId={itemId} checkId={check.id} />}
    </li>
  );
}

export function EntryMenu({ title, isOn, onEdit, onSwitch, onDelete }: { title: string; isOn: boolean; onEdit: () => void; onSwitch: () => void; onDelete: () => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={`More for ${title}`}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} stroke={1.5} />} onClick={onEdit}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={isOn ? <IconPlayerPause size={15} stroke={1.5} /> : <IconPlayerPlay size={15} stroke={1.5} />} onClick={onSwitch}>
          {isOn ? 'Pause' : 'Switch on'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={15} stroke={1.5} />} onClick={onDelete}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function CheckHistory({ projectKey, itemId, checkId }: { projectKey: string; itemId: string; checkId: string }) {
  const history = useQuery(checkHistoryQuery(projectKey, itemId, checkId));
  if (history.isPending) return <SkeletonRows rows={2} height={24} awaited="the history" />;
  if (history.error) return <ErrorLine error={history.error} />;
  if (history.data.length === 0) return <p className={classes.note}>It has not run yet: it runs whenever the item is measured.</p>;
  return (
    <div className={classes.tableBox}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Version</th>
            <th scope="col">Outcome</th>
            <th scope="col">Why</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {history.data.map((one) => (
            <tr key={one.at}>
              <td>{dateTime(one.at)}</td>
              <td>{one.version}</td>
              <td>
                <OutcomeMark outcome={one.outcome} />
              </td>
              <td>{one.message}</td>
              <td>{who(one.by)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
