/** How the model came to be: warnings found after training, parameters, search, facts, its log and its design. */
import { Button, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { bytes, dateTime, duration, who } from '@/lib/format';
import { jobPath } from '@/lib/paths';
import { isRecord } from '@/features/forms';
import { StateGlyph } from '@/ui';
import { numberWords, TYPE_WORDS } from '../labWords';
import type { LabTypes } from '../types';
import { readReport } from './reading';
import classes from './Report.module.css';
import { SearchPart } from './SearchPart';
import { type Reported, reportQuery } from './source';

interface SettingsTabProps {
  projectKey: string;
  model: Reported;
  types: LabTypes;
  isGreaterBetter: boolean;
  /** The job that trained the session: its log tells of every model. */
  jobId: number | null;
}

export function SettingsTab({ projectKey, model, types, isGreaterBetter, jobId }: SettingsTabProps) {
  const [isJson, setIsJson] = useState(false);
  const has = (section: string) => model.sections.includes(section);
  const search = useQuery({ ...reportQuery(model.source, 'search'), enabled: has('search') });
  const summary = useQuery({ ...reportQuery(model.source, 'summary'), enabled: has('summary') });
  const diagnostics = useQuery({ ...reportQuery(model.source, 'diagnostics'), enabled: has('diagnostics') });
  const findings = readReport.findings(diagnostics.data?.content);
  const algorithm = types.algorithms.find((one) => one.type === model.algorithm);
  const counts = (summary.data?.content ?? {}) as Record<string, unknown>;
  const labelOf = (name: string) => algorithm?.spaces.find((space) => space.name === name)?.label ?? name.replaceAll('_', ' ');
  const wordOf = (name: string, value: unknown) => {
    const option = typeof value === 'string' ? algorithm?.spaces.find((space) => space.name === name)?.options[value] : undefined;
    return option ?? plain(value);
  };
  const facts: (readonly [string, string])[] = [
    ['Algorithm', model.label],
    ...Object.entries(model.values).map(([name, value]) => [labelOf(name), wordOf(name, value)] as const),
    ...Object.entries(isRecord(counts.facts) ? counts.facts : {}).map(([name, value]) => [sentence(name), plain(value)] as const),
    ['Type of prediction', TYPE_WORDS[model.design.predictionType]],
    ['Target', model.design.targetVariable],
    ...(typeof counts.train_rows === 'number' ? [['Rows to train on', numberWords(counts.train_rows)] as const] : []),
    ...(typeof counts.test_rows === 'number' ? [['Rows to test on', numberWords(counts.test_rows)] as const] : []),
    ...(typeof counts.features === 'number' ? [['Features', numberWords(counts.features)] as const] : []),
    ...(model.seconds === null ? [] : [['Took', duration(model.seconds)] as const]),
    ...(model.ended_at === null ? [] : [['Trained', `${dateTime(model.ended_at)}, by ${who(model.created_by)}`] as const]),
    ['Size', bytes(model.bytes)],
    ['Id for scripts', model.full_id],
  ];
  return (
    <>
      {findings.length > 0 && (
        <section className={classes.part} aria-label="Diagnostics">
          <div className={classes.partHead}>
            <h2>Diagnostics</h2>
            <span className={classes.note}>what to look at before this model is trusted</span>
          </div>
          <ul className={classes.findings}>
            {findings.map((one) => (
              <li key={`${one.kind}${one.text}`}>
                <StateGlyph state="out_of_date" />
                <span>
                  {one.kind !== '' && <b>{one.kind.replaceAll('_', ' ')}: </b>}
                  {one.text} {one.hint}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.part} aria-label="Settings of the model">
        <div className={classes.partHead}>
          <h2>Settings</h2>
          <span className={classes.end}>
            {jobId !== null && (
              <Button size="xs" variant="subtle" renderRoot={(props: Record<string, unknown>) => <Link {...jobPath(projectKey, jobId)} {...props} />}>
                Training log
              </Button>
            )}
            <Button size="xs" variant="subtle" onClick={() => setIsJson(true)}>
              Design as JSON
            </Button>
          </span>
        </div>
        {model.description !== '' && <p style={{ maxWidth: '72ch', marginBottom: 8 }}>{model.description}</p>}
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {search.data && <SearchPart trials={readReport.trials(search.data.content)} types={types} algorithm={model.algorithm} metricLabel={types.metrics.find((one) => one.type === model.metric)?.label ?? model.metric} isGreaterBetter={isGreaterBetter} />}
      <Modal opened={isJson} onClose={() => setIsJson(false)} title="Design as JSON" size={640}>
        <Textarea readOnly autosize maxRows={26} aria-label="Design as JSON" styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 12 } }} value={JSON.stringify(model.design, null, 2)} />
      </Modal>
    </>
  );
}

function sentence(name: string): string {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return numberWords(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
