/** What the model answers to a row that is changed here, and what each column adds to the answer. */
import { Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ClassLabel, colourOf, useClassLook } from '@/features/classes';
import { ErrorLine, ErrorState, Field, SkeletonRows } from '@/ui';
import { classNames, featuresOf } from '../design/features';
import { scoreWords } from '../labWords';
import { Bars } from './Bars';
import classes from './Report.module.css';
import { TestPicture } from './TestPicture';
import { type Reported, answerQuery, keptRowsQuery } from './source';

const SETTLE_MS = 350;
const MOST_BARS = 5;

export function WhatIfTab({ projectKey, model }: { projectKey: string; model: Reported }) {
  const kept = useQuery(keptRowsQuery(model.source));
  const [place, setPlace] = useState(0);
  const [changes, setChanges] = useState<Readonly<Record<string, unknown>>>({});
  const start = kept.data?.rows[place];
  const row = { ...start?.values, ...changes };
  const [settled] = useDebouncedValue(row, SETTLE_MS);
  // A column of numbers; one of dates is of text.
  const isWrong = (name: string) => typeof start?.values[name] === 'number' && typeof row[name] === 'string';
  const hasWrong = Object.keys(changes).some(isWrong);
  const answered = useQuery({ ...answerQuery(model.source, settled), enabled: start !== undefined && !hasWrong && Object.keys(settled).length > 0, placeholderData: keepPreviousData });
  const lookOf = useClassLook(projectKey, classNames(model.design));
  const id = useId();
  if (kept.error) return <ErrorState error={kept.error} what="the rows" onRetry={() => void kept.refetch()} />;
  if (kept.isPending) return <SkeletonRows rows={8} height={40} awaited="the rows" />;
  if (start === undefined) return <p className={classes.part}>No rows were kept with this model.</p>;
  const inputs = Object.entries(featuresOf(model.design)).filter(([, one]) => one.role === 'INPUT');
  const picture = row[model.design.pictureColumn];
  const answer = answered.data?.answer;
  const sorted = Object.entries(answer?.probabilities ?? {}).sort((a, b) => b[1] - a[1]);
  return (
    <div className={classes.whatIf}>
      <section className={classes.part} aria-label="The row">
        <div className={classes.partHead}>
          <h2>The row</h2>
          <Select
            aria-label="Row to begin from"
            data={kept.data.rows.map((one, index) => ({ value: String(index), label: `row ${one.row + 1}` }))}
            value={String(place)}
            allowDeselect={false}
            searchable
            onChange={(next) => {
              setPlace(Number(next));
              setChanges({});
            }}
          />
        </div>
        {typeof picture === 'string' && (
          <div style={{ width: 128 }}>
            <TestPicture projectKey={projectKey} folderId={model.design.pictureFolder} path={picture} size={192} />
          </div>
        )}
        {inputs.map(([name, feature]) => {
          const value = row[name];
          const isChanged = Object.hasOwn(changes, name);
          const fieldId = `${id}-${name}`;
          if (feature.type === 'IMAGE') {
            const paths = [...new Set(kept.data.rows.map((one) => one.values[name]).filter((one) => typeof one === 'string'))];
            return (
              <Field
                key={name}
                label={name}
                htmlFor={fieldId}
                changedFrom={isChanged ? plain(start.values[name]) : undefined}
                onReset={() => setChanges((old) => Object.fromEntries(Object.entries(old).filter(([other]) => other !== name)))}
              >
                <Select
                  id={fieldId}
                  w={280}
                  data={paths}
                  value={typeof value === 'string' ? value : null}
                  placeholder="no picture"
                  searchable
                  clearable
                  nothingFoundMessage="Not among the pictures kept with the model"
                  onChange={(path) => setChanges((old) => ({ ...old, [name]: path }))}
                />
                {(model.design.pictureFolder === '' || name !== model.design.pictureColumn) && typeof value === 'string' && (
                  <div style={{ width: 128, marginTop: 8 }}>
                    <TestPicture projectKey={projectKey} folderId={typeof feature.pictureFolder === 'string' ? feature.pictureFolder : ''} path={value} size={192} />
                  </div>
                )}
              </Field>
            );
          }
          if (Array.isArray(value) || feature.type === 'VECTOR') {
            return (
              <Field key={name} label={name}>
                <span className={classes.note}>{Array.isArray(value) ? `${value.length.toLocaleString('en-GB')} numbers of the row` : 'as in the row'}</span>
              </Field>
            );
          }
          const set = (text: string) => setChanges((old) => ({ ...old, [name]: feature.type === 'NUMERIC' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text.trim() === '' ? null : text }));
          const shown = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
          return (
            <Field
              key={name}
              label={name}
              htmlFor={fieldId}
              error={isWrong(name) ? 'A number is needed here.' : undefined}
              changedFrom={isChanged ? plain(start.values[name]) : undefined}
              onReset={() => setChanges((old) => Object.fromEntries(Object.entries(old).filter(([other]) => other !== name)))}
            >
              {feature.type === 'TEXT' ? <Textarea id={fieldId} autosize minRows={1} maxRows={5} w={280} value={shown} onChange={(event) => set(event.currentTarget.value)} /> : <TextInput id={fieldId} w={180} value={shown} error={isWrong(name)} onChange={(event) => set(event.currentTarget.value)} />}
            </Field>
          );
        })}
      </section>
      <section className={classes.part} aria-label="The answer" aria-live="polite">
        <div className={classes.partHead}>
          <h2>The answer</h2>
          {answer && <b>{typeof answer.prediction === 'number' ? scoreWords(answer.prediction) : <ClassLabel name={String(answer.prediction)} look={lookOf(String(answer.prediction))} />}</b>}
        </div>
        <ErrorLine error={answered.error} />
        {hasWrong && (
          <p className={classes.note} style={{ marginBottom: 8 }}>
            Of the row before: it answers anew as soon as every value fits.
          </p>
        )}
        {answered.isPending && !hasWrong && <SkeletonRows rows={4} height={24} awaited="the model" />}
        <div className={classes.bars} style={{ opacity: hasWrong ? 0.6 : 1 }}>
          {sorted.slice(0, MOST_BARS).map(([name, value]) => (
            <span key={name} className={classes.predictionBar}>
              <i style={{ width: `${(100 * value).toFixed(1)}%`, background: colourOf(lookOf(name)) }} aria-hidden="true" />
              <span>{name}</span>
              <b>{value.toFixed(4)}</b>
            </span>
          ))}
        </div>
        {answered.data && (
          <>
            <div className={classes.partHead} style={{ marginTop: 16 }}>
              <h3>Why{answered.data.explanation.class_name === null ? '' : `, for ${answered.data.explanation.class_name}`}</h3>
              <span className={classes.note}>what each column adds, in {answered.data.explanation.unit === 'target' ? model.design.targetVariable : answered.data.explanation.unit}</span>
            </div>
            <Bars bars={answered.data.explanation.columns.map((one) => ({ name: one.name, value: one.value, spread: undefined }))} />
          </>
        )}
      </section>
    </div>
  );
}

function plain(value: unknown): string {
  return value === null || value === undefined ? 'empty' : typeof value === 'string' ? value : JSON.stringify(value);
}
