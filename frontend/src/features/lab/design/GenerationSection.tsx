/** Features made of features. */
import { ActionIcon, Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Design } from '../types';
import { withPreprocessing } from './change';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { featuresOf } from './features';
import { SwitchField } from './fields';

type Generation = NonNullable<NonNullable<Design['preprocessing']>['feature_generation']>;

export function GenerationSection({ draft, design }: SectionProps) {
  const generation: Generation = design.preprocessing.feature_generation ;
  const inputs = Object.entries(featuresOf(design)).flatMap(([name, feature]) => (feature.role === 'INPUT' ? [name] : []));
  const set = (change: Partial<Generation>) => draft.edit((now) => withPreprocessing(now, { feature_generation: { ...generation, ...change } }));
  const pairs = generation.interactions;
  const [first, second] = inputs;
  return (
    <>
      <div className={classes.head}>
        <h2>Generation</h2>
        <span className={classes.note}>Features made of those that are there; useful for linear models on few columns.</span>
      </div>
      <SwitchField label="Pairs of numbers" words="sums and differences of all numerical features" checked={generation.pairwise_linear} onChange={(pairwise_linear) => set({ pairwise_linear })} />
      <SwitchField label="Products of numbers" words="products of all numerical features" checked={generation.polynomial} onChange={(polynomial) => set({ polynomial })} />
      <h3 style={{ margin: '16px 0 4px' }}>Chosen pairs</h3>
      <div className={classes.stack}>
        {pairs.map((pair, index) => (
          <div key={index} className={classes.range}>
            {(['column_1', 'column_2'] as const).map((side) => (
              <Select
                key={side}
                aria-label={`${side === 'column_1' ? 'First' : 'Second'} column of pair ${index + 1}`}
                data={inputs.includes(pair[side]) ? inputs : [...inputs, pair[side]]}
                value={pair[side]}
                searchable
                allowDeselect={false}
                onChange={(next) => next !== null && set({ interactions: pairs.map((one, place) => (place === index ? { ...one, [side]: next } : one)) })}
              />
            ))}
            <ActionIcon aria-label={`Take out pair ${index + 1}`} onClick={() => set({ interactions: pairs.filter((_, place) => place !== index) })}>
              <IconX size={16} stroke={1.5} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button size="xs" disabled={first === undefined || second === undefined} onClick={() => first !== undefined && second !== undefined && set({ interactions: [...pairs, { column_1: first, column_2: second }] })}>
            Add a pair
          </Button>
          {second === undefined && <p className={classes.help}>A pair needs two features with the role Input.</p>}
        </div>
      </div>
    </>
  );
}
