/** Which algorithms are trained, and which values of their hyper-parameters are tried. */
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { counted } from '@/lib/format';
import { StateGlyph } from '@/ui';
import type { Algorithm } from '../types';
import { withModeling } from './change';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { algorithmBlock, problemAt } from './sections';
import { SpaceEditor } from './SpaceEditor';
import { isSpaceShown, tried } from './spaces';

export function AlgorithmsSection({ draft, design, types }: SectionProps) {
  const fitting = types.algorithms.filter((one) => one.tasks.includes(design.predictionType));
  const on = fitting.filter((one) => algorithmBlock(design, one.key)?.enabled === true);
  const setAll = (enabled: boolean) =>
    draft.edit((now) => withModeling(now, Object.fromEntries(fitting.filter((one) => one.is_available).map((one) => [one.key, { ...one.default, ...algorithmBlock(now, one.key), enabled }]))));
  return (
    <>
      <div className={classes.head}>
        <h2>Algorithms</h2>
        <span className={classes.note}>
          {on.length} of {fitting.length} are trained
        </span>
        <span className={classes.headEnd}>
          <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
            All on
          </Button>
          <Button size="xs" variant="subtle" disabled={on.length === 0} onClick={() => setAll(false)}>
            All off
          </Button>
        </span>
      </div>
      {fitting.map((algorithm) => (
        <AlgorithmRow key={algorithm.key} algorithm={algorithm} draft={draft} design={design} />
      ))}
    </>
  );
}

function AlgorithmRow({ algorithm, draft, design }: Pick<SectionProps, 'draft' | 'design'> & { algorithm: Algorithm }) {
  const block = algorithmBlock(design, algorithm.key);
  const isOn = block?.enabled === true;
  const [isOpen, setIsOpen] = useState(false);
  const problem = draft.problems.find((one) => one.loc[0] === 'modeling' && one.loc[1] === algorithm.key);
  const isShown = isOpen || (isOn && problem !== undefined);
  const set = (change: Record<string, unknown>, tag?: string) => draft.edit((now) => withModeling(now, { [algorithm.key]: { ...algorithm.default, ...algorithmBlock(now, algorithm.key), ...change } }), tag);
  return (
    <section className={classes.algorithm} aria-label={algorithm.label}>
      <div className={classes.algorithmHead}>
        <Switch
          aria-label={`Train ${algorithm.label}`}
          checked={isOn}
          disabled={!algorithm.is_available && !isOn}
          onChange={(event) => {
            set({ enabled: event.currentTarget.checked });
            if (event.currentTarget.checked) setIsOpen(true);
          }}
        />
        <div>
          <div className={classes.algorithmName}>{algorithm.label}</div>
          <div className={classes.note}>{algorithm.is_available ? algorithm.description : `Needs ${algorithm.module}, which is not installed here.`}</div>
        </div>
        {isOn && <span className={classes.note}>{counted(tried(algorithm, design), 'candidate')}</span>}
        <Button size="xs" variant="subtle" disabled={algorithm.spaces.length === 0} aria-expanded={isShown} onClick={() => setIsOpen(!isShown)}>
          {isShown ? 'Fold' : 'Hyper-parameters'}
        </Button>
      </div>
      {problem?.loc.length === 2 && (
        <p className={classes.error}>
          <StateGlyph state="failed" /> {problem.message}
        </p>
      )}
      {isShown && (
        <div className={classes.spaces}>
          {algorithm.spaces
            .filter((space) => isSpaceShown(space, algorithm, block))
            .map((space) => (
              <SpaceEditor key={space.name} space={space} block={block} strategy={design.modeling.gridSearchParams.strategy} problem={problemAt(draft.problems, 'modeling', algorithm.key, space.name)} onChange={(next, tag) => set({ [space.name]: next }, tag)} />
            ))}
        </div>
      )}
    </section>
  );
}
