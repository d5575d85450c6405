/** A model in the ranking: its place, its score as a bar, what was chosen for it or what it is doing. */
import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconStarFilled } from '@tabler/icons-react';
import { StateMark } from '@/ui';
import { modelFact, modelName, MODEL_STATES, scoreWords, stateWords } from '../labWords';
import { fullness, type Ranked, type Scale } from '../ranking';
import classes from './Results.module.css';

interface ModelRowProps {
  ranked: Ranked;
  scale: Scale;
  isGreaterBetter: boolean;
  isHere: boolean;
  isTicked: boolean;
  /** Where models of several sessions stand together. */
  isSessionShown: boolean;
  onOpen: () => void;
  onTick: (isTicked: boolean) => void;
}

export function ModelRow({ ranked, scale, isGreaterBetter, isHere, isTicked, isSessionShown, onOpen, onTick }: ModelRowProps) {
  const { model, value, rank } = ranked;
  const name = modelName(model);
  const isDone = model.state === 'DONE';
  const fact = [isSessionShown ? `session ${model.session_number}` : '', modelFact(model)].filter(Boolean).join(', ');
  return (
    <li className={classes.row} data-here={isHere}>
      <span className={classes.tick}>{isDone && <Checkbox aria-label={`Compare ${name}`} checked={isTicked} onChange={(event) => onTick(event.currentTarget.checked)} />}</span>
      <span className={classes.rank} aria-hidden="true">
        <span>{rank ?? ''}</span>
      </span>
      <UnstyledButton className={classes.open} aria-current={isHere ? 'true' : undefined} onClick={onOpen}>
        <span className={classes.line}>
          <span className={classes.modelName}>{name}</span>
          {model.starred && <IconStarFilled className={classes.star} size={12} aria-label="starred" />}
          {rank === 1 && <span className={classes.best}>best</span>}
          <span className={classes.score} data-none={value === undefined}>
            {value === undefined ? 'none' : scoreWords(value)}
          </span>
        </span>
        {value !== undefined && (
          <span className={classes.bar} aria-hidden="true" style={{ display: 'block' }}>
            <i style={{ width: `${(100 * fullness(value, scale, isGreaterBetter)).toFixed(1)}%` }} />
          </span>
        )}
        {isDone ? (
          <span className={classes.fact} style={{ display: 'block' }} title={fact}>
            {fact}
          </span>
        ) : (
          <span className={classes.state}>
            <StateMark state={MODEL_STATES[model.state]} word={stateWords(model)} progress={model.fraction ?? undefined} />
          </span>
        )}
      </UnstyledButton>
    </li>
  );
}
