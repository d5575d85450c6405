/** What a column holds: figures, spread, commonest values; for the sample or the whole table; column after column by arrow keys. */
import { ActionIcon, Button, Drawer } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight, IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { count } from '@/lib/format';
import { ErrorState, Section, Segmented, SkeletonRows } from '@/ui';
import { meaningWord, typeWord } from '../cellValues';
import { analysisQuery } from '../exploreQueries';
import { isActive, type Ask, type Filter } from '../exploreState';
import { QualityBar } from '../grid/HeadCell';
import type { Analysis, Column, Dataset } from '../types';
import classes from './Analysis.module.css';
import { BoxPlot } from './BoxPlot';
import { Figures } from './Figures';
import { Histogram } from './Histogram';
import { TopValues } from './TopValues';

interface AnalyzeDrawerProps {
  projectKey: string;
  dataset: Dataset;
  ask: Ask;
  column: string;
  /** The columns in the order of the grid. */
  columns: readonly Column[];
  onColumn: (name: string | undefined) => void;
  onFilter: (filter: Filter) => void;
  /** Open the editor of the column's filter. */
  onEditFilter: (name: string) => void;
}

export function AnalyzeDrawer({ projectKey, dataset, ask, column: name, columns, onColumn, onFilter, onEditFilter }: AnalyzeDrawerProps) {
  const [isWhole, setIsWhole] = useState(ask.sample.method === 'whole');
  const at = columns.findIndex((one) => one.name === name);
  const column = columns[at];
  const asked: Ask = isWhole ? { ...ask, sample: { method: 'whole', rows: ask.sample.rows, column: null } } : ask;
  const analysis = useQuery({ ...analysisQuery(projectKey, dataset.id, dataset.version, asked, name), enabled: column !== undefined });
  const go = (by: number) => {
    const next = columns[at + by];
    if (next) onColumn(next.name);
  };
  // The window hears the keys because a drawer keeps those of its content to itself; only keys pressed in it count.
  useWindowEvent('keydown', (event) => {
    const { target } = event;
    // Arrows inside a choice belong to the choice.
    if (!(target instanceof HTMLElement) || target instanceof HTMLInputElement || target.closest('[data-analysis]') === null) return;
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    go(event.key === 'ArrowLeft' ? -1 : 1);
  });
  const isFiltered = ask.search !== '' || ask.filters.some(isActive);
  return (
    <Drawer.Root opened onClose={() => onColumn(undefined)} position="right" size={440} lockScroll={false} transitionProps={{ duration: 120 }} classNames={{ content: classes.drawer ?? '' }}>
      <Drawer.Content aria-label={`Analysis of ${name}`} data-analysis="">
        <Drawer.Body className={classes.body}>
      <div className={classes.head}>
        <div className={classes.headNames}>
          <h2>{name}</h2>
          {column && (
            <p>
              {typeWord(column)} <span className={classes.meaning}>{meaningWord(column, null)}</span>
            </p>
          )}
        </div>
        <ActionIcon size={28} aria-label="Column before" disabled={at <= 0} onClick={() => go(-1)}>
          <IconChevronLeft size={16} stroke={1.5} />
        </ActionIcon>
        <ActionIcon size={28} aria-label="Next column" disabled={at < 0 || at >= columns.length - 1} onClick={() => go(1)}>
          <IconChevronRight size={16} stroke={1.5} />
        </ActionIcon>
        <ActionIcon size={28} data-autofocus aria-label="Close the analysis" onClick={() => onColumn(undefined)}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </div>
      <div className={classes.switch}>
        <Segmented
          label="Rows that are analysed"
          value={isWhole ? 'whole' : 'sample'}
          options={[
            { value: 'sample', label: 'Sample' },
            { value: 'whole', label: 'Whole table' },
          ]}
          onChange={(next) => setIsWhole(next === 'whole')}
        />
        {analysis.data && (
          <span role="status">
            {count(analysis.data.rows)} rows{isFiltered ? ' that match' : ''}
          </span>
        )}
      </div>
      <div className={classes.scroll} data-old={analysis.isPlaceholderData}>
        {column === undefined ? (
          <p className={classes.note}>
            {dataset.name} has no column {name} any more.
          </p>
        ) : analysis.error ? (
          <ErrorState error={analysis.error} what="the analysis" onRetry={() => void analysis.refetch()} />
        ) : analysis.data === undefined ? (
          <SkeletonRows rows={8} awaited="the analysis" />
        ) : analysis.data.rows === 0 ? (
          <p className={classes.note}>No row matches, so there is nothing to analyse. Remove a filter.</p>
        ) : (
          <Told key={name} projectKey={projectKey} dataset={dataset} analysis={analysis.data} filter={ask.filters.find((one) => one.column === name)} onFilter={onFilter} onEditFilter={onEditFilter} />
        )}
      </div>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface ToldProps {
  projectKey: string;
  dataset: Dataset;
  analysis: Analysis;
  filter: Filter | undefined;
  onFilter: (filter: Filter) => void;
  onEditFilter: (name: string) => void;
}

function Told({ projectKey, dataset, analysis, filter, onFilter, onEditFilter }: ToldProps) {
  const { numbers, dates, texts, column, rows, empty, invalid } = analysis;
  const toFilter = (
    <Button size="xs" variant="subtle" className={classes.acts} leftSection={<IconFilter size={14} stroke={1.5} />} onClick={() => onEditFilter(column.name)}>
      Filter by range
    </Button>
  );
  return (
    <>
      <Section title="Quality">
        <div className={classes.quality}>
          <QualityBar quality={{ valid: rows - empty - invalid, invalid, empty }} />
        </div>
        <Figures
          pairs={[
            ['Valid', rows - empty - invalid, rows],
            ['Invalid', invalid, rows],
            ['Empty', empty, rows],
            [analysis.is_exact ? 'Different' : 'Different, about', analysis.distinct],
          ]}
        />
      </Section>
      {numbers && numbers.histogram.length > 0 && (
        <Section title="Numbers" aside={toFilter}>
          <Histogram bins={numbers.histogram} label={`Histogram of ${column.name}`} />
          <BoxPlot numbers={numbers} />
          <Figures
            pairs={[
              ['Smallest', numbers.min],
              ['Largest', numbers.max],
              ['Mean', numbers.mean],
              ['Median', numbers.median],
              ['Standard deviation', numbers.std],
              ['Outliers', numbers.outliers, rows],
              ['5 %', numbers.p5],
              ['95 %', numbers.p95],
              ['First quartile', numbers.p25],
              ['Third quartile', numbers.p75],
              ['Zeros', numbers.zeros, rows],
              ['Negative', numbers.negatives, rows],
            ]}
          />
          <p className={classes.note}>Outliers lie beyond 1.5 times the distance between the quartiles.</p>
        </Section>
      )}
      {dates && dates.histogram.length > 0 && (
        <Section title="Dates" aside={toFilter}>
          <Histogram
            bins={dates.histogram.map((bin) => ({ start: Date.parse(bin.start), end: Date.parse(bin.end), count: bin.count }))}
            label={`Rows by ${dates.by}`}
            isDate
          />
          <Figures
            pairs={[
              ['Earliest', dates.min],
              ['Latest', dates.max],
            ]}
          />
        </Section>
      )}
      <TopValues key={filter?.kind} projectKey={projectKey} dataset={dataset} analysis={analysis} filter={filter} onFilter={onFilter} />
      {texts && (
        <Section title="Texts">
          {texts.histogram.length > 1 && <Histogram bins={texts.histogram} label="Lengths in characters" height={64} />}
          <Figures
            pairs={[
              ['Shortest', texts.shortest],
              ['Longest', texts.longest],
              ['Mean length', texts.mean_length],
              ['Blank', texts.blank, rows],
            ]}
          />
        </Section>
      )}
    </>
  );
}
