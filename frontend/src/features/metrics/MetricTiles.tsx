/** The last values, one tile each: figure, change, small line; choosing one shows its history. */
import { ago, count, dateTime, who } from '@/lib/format';
import { StateGlyph } from '@/ui';
import { readAgreement } from './agreement';
import { changeWords, valueWords } from './metricWords';
import classes from './Metrics.module.css';
import { Sparkline } from './Sparkline';
import type { MetricEntry, MetricValue } from './types';

interface MetricTilesProps {
  values: readonly MetricValue[];
  probes: readonly MetricEntry[];
  version: number;
  chosen: string | undefined;
  onChoose: (metric: string | undefined) => void;
}

export function MetricTiles({ values, probes, version, chosen, onChoose }: MetricTilesProps) {
  const nameOf = new Map(probes.map((probe) => [probe.id, probe.name]));
  return (
    <ul className={classes.tiles} aria-label="Metrics">
      {values.map((value) => (
        <li key={value.metric}>
          <Tile
            value={value}
            name={nameOf.get(value.probe_id) ?? ''}
            isOld={value.version < version}
            isChosen={chosen === value.metric}
            onChoose={() => onChoose(chosen === value.metric ? undefined : value.metric)}
          />
        </li>
      ))}
    </ul>
  );
}

interface TileProps {
  value: MetricValue;
  name: string;
  isOld: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

function Tile({ value, name, isOld, isChosen, onChoose }: TileProps) {
  const isMissing = value.kind === 'missing';
  const change = changeWords(value);
  const agreement = readAgreement(value.detail);
  const past = ago(value.at);
  const when = past === 'now' ? 'just now' : past;
  return (
    <button type="button" className={classes.tile} aria-pressed={isChosen} title={`${value.metric}, ${dateTime(value.at)}, ${who(value.by)}`} onClick={onChoose}>
      <span className={classes.tileLabel}>{name === '' ? value.label : `${name}: ${value.label}`}</span>
      <span className={classes.tileRow}>
        <span className={classes.figure} data-missing={isMissing} data-text={value.kind === 'text' || value.kind === 'json'}>
          {valueWords(value)}
        </span>
        <Sparkline points={value.trend} />
      </span>
      <span className={classes.tileFact}>
        {value.problem !== null ? (
          <span className={classes.problem}>
            <StateGlyph state={isMissing ? 'failed' : 'out_of_date'} size={12} /> {value.problem}
          </span>
        ) : (
          <>
            {agreement !== undefined && `${count(agreement.right)} of ${count(agreement.compared)}, `}
            {change !== undefined && `${change}, `}
            {isOld ? `of version ${value.version}, ${when}` : when}
          </>
        )}
      </span>
    </button>
  );
}
