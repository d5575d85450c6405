/** What is measured: the probes of an item, each in one sentence. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { StateGlyph } from '@/ui';
import { EntryMenu, titleOf } from './ChecksPart';
import type { Wish } from './metricQueries';
import classes from './Metrics.module.css';
import { entryIn, withEntry, withoutEntry } from './settings';
import type { MetricEntry, Metrics } from './types';

interface ProbesPartProps {
  metrics: Metrics;
  onAdd: () => void;
  onEdit: (entry: MetricEntry) => void;
  onSetUp: (wish: Wish) => void;
}

export function ProbesPart({ metrics, onAdd, onEdit, onSetUp }: ProbesPartProps) {
  const { probes } = metrics;
  return (
    <section className={classes.part} aria-label="What is measured">
      <div className={classes.partHead}>
        <h2>What is measured</h2>
        <span className={classes.headEnd}>
          <Button leftSection={<IconPlus size={15} stroke={1.5} />} onClick={onAdd}>
            Add a probe
          </Button>
        </span>
      </div>
      {probes.length === 0 && <p className={classes.note}>Nothing: add a probe, such as the record count or the accuracy of predictions.</p>}
      <ul className={classes.rows}>
        {probes.map((probe) => (
          <li key={probe.id} className={classes.row} data-off={!probe.enabled}>
            <div className={classes.rowLine}>
              <span className={classes.rowText}>
                <strong>{titleOf(probe)}</strong>
                <small>
                  {probe.problem !== null ? (
                    <span className={classes.problem}>
                      <StateGlyph state="failed" size={12} /> {probe.problem}
                    </span>
                  ) : (
                    probe.sentence
                  )}
                </small>
              </span>
              {!probe.enabled && <span className={classes.note}>paused</span>}
              <EntryMenu
                title={titleOf(probe)}
                isOn={probe.enabled}
                onEdit={() => onEdit(probe)}
                onSwitch={() =>
                  onSetUp({ change: { probes: withEntry(probes, { ...entryIn(probe), enabled: !probe.enabled }) }, words: `${titleOf(probe)} is ${probe.enabled ? 'paused' : 'on again'}` })
                }
                onDelete={() => onSetUp({ change: { probes: withoutEntry(probes, probe.id) }, words: `${titleOf(probe)} is deleted; its history stays` })}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
