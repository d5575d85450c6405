/** What the model looks at: importance of the features, how the answer follows each, and the features of the design. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isRecord } from '@/features/forms';
import { featuresOf, handlingWords } from '../design/features';
import { reportQuery } from '../labQueries';
import { FEATURE_WORDS, ROLE_WORDS } from '../labWords';
import type { TrainedDetail } from '../types';
import results from '../results/Results.module.css';
import { Plot } from './Plot';
import { readReport } from './reading';
import classes from './Report.module.css';

const MOST_BARS = 20;

export function FeaturesTab({ projectKey, model }: { projectKey: string; model: TrainedDetail }) {
  const has = (section: string) => model.sections.includes(section);
  const importance = useQuery({ ...reportQuery(projectKey, model.id, 'importance'), enabled: has('importance') });
  const partial = useQuery({ ...reportQuery(projectKey, model.id, 'partial'), enabled: has('partial') });
  const bars = readReport.bars(importance.data?.content);
  const most = Math.max(...bars.map((bar) => Math.abs(bar.value)), 1e-12);
  const features = Object.entries(featuresOf(model.design)).filter(([, feature]) => feature.role !== 'TARGET');
  return (
    <>
      {bars.length > 0 && (
        <section className={classes.part} aria-label="Importance">
          <div className={classes.partHead}>
            <h2>Importance</h2>
            <span className={classes.note}>{bars.length > MOST_BARS ? `the ${MOST_BARS} of ${bars.length} that matter most` : 'by how much the model gets worse without it'}</span>
          </div>
          <ul className={classes.importance}>
            {bars.slice(0, MOST_BARS).map((bar) => (
              <li key={bar.name}>
                <span title={bar.name}>{bar.name}</span>
                <span className={classes.importanceBar} aria-hidden="true">
                  <i style={{ width: `${(100 * Math.max(0, bar.value)) / most}%` }} />
                </span>
                <b>{bar.value.toPrecision(3)}</b>
              </li>
            ))}
          </ul>
        </section>
      )}
      {partial.data && <PartialPart content={partial.data.content} />}
      <section className={classes.part} aria-label="Features of the design">
        <div className={classes.partHead}>
          <h2>Features of the design</h2>
          <span className={classes.note}>as this model was trained</span>
        </div>
        <div className={results.tableScroll}>
          <table className={results.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col" className={results.left}>
                  Role
                </th>
                <th scope="col" className={results.left}>
                  Type
                </th>
                <th scope="col" className={results.left}>
                  Handling
                </th>
              </tr>
            </thead>
            <tbody>
              {features.map(([name, feature]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className={results.left}>{ROLE_WORDS[feature.role]}</td>
                  <td className={results.left}>{FEATURE_WORDS[(feature.type)]}</td>
                  <td className={results.left}>{feature.role === 'REJECT' ? feature.reason : handlingWords(feature)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}

const AXES = [
  ['values', 'means'],
  ['values', 'effect'],
  ['grid', 'average'],
  ['value', 'mean'],
  ['value', 'effect'],
] as const;

/** How the answer follows a feature while everything else stays as it is. */
function PartialPart({ content }: { content: unknown }) {
  const entries = Array.isArray(content)
    ? (content as unknown[]).flatMap((one) => (isRecord(one) ? [[readReport.nameOf(one), one] as const] : []))
    : Object.entries(isRecord(content) ? (isRecord(content.features) ? content.features : content) : {});
  const found = entries.map(([name, raw]) => ({ name, lines: readReport.lines(raw, AXES) })).filter((one) => one.lines.length > 0);
  const [chosen, setChosen] = useState<string>();
  const shown = found.find((one) => one.name === chosen) ?? found[0];
  if (shown === undefined) return null;
  return (
    <section className={classes.part} aria-label="Partial dependence">
      <div className={classes.partHead}>
        <h2>Partial dependence</h2>
        <Select aria-label="Feature" data={found.map((one) => one.name)} value={shown.name} allowDeselect={false} searchable onChange={(value) => setChosen(value ?? undefined)} />
      </div>
      <Plot title={`Answer by ${shown.name}`} x={shown.name} y="mean answer" lines={shown.lines.map((line, index) => ({ ...line, name: line.name === shown.name ? '' : line.name, colour: `var(--c${index % 10})`, as: 'both' as const }))} />
    </section>
  );
}
