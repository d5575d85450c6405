/** Before there is a chart: some worth a look, drawn on the rows themselves. */
import { Button, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState, ItemShape, Skeleton } from '@/ui';
import { ChartIcon } from './builder/TypePicker';
import { drawnQuery } from './chartQueries';
import classes from './Charts.module.css';
import { layoutChart } from './scene/layout';
import { Shapes } from './SceneView';
import type { Chart, ChartType, Ground } from './types';

interface SuggestionsProps {
  ground: Ground;
  suggestions: readonly Chart[];
  types: readonly ChartType[];
  canChange: boolean;
  onAdd: (from?: Chart) => void;
}

export function Suggestions({ ground, suggestions, types, canChange, onAdd }: SuggestionsProps) {
  const add = (
    <Button variant="filled" disabled={!canChange} leftSection={<IconPlus size={15} stroke={1.5} />} onClick={() => onAdd()}>
      New chart
    </Button>
  );
  if (suggestions.length === 0) {
    return (
      <EmptyState title="No chart yet" drawing={<ItemShape kind="dataset" glyph="table" state="not_built" size={64} />} actions={add}>
        Put columns on the axes, and see how their values are spread and go together.
      </EmptyState>
    );
  }
  return (
    <div className={classes.offers}>
      <div className={classes.offersHead}>
        <div>
          <h2>No chart yet</h2>
          <p className={classes.help}>{canChange ? 'Begin with one of these, drawn from what the columns mean, or with an empty one.' : 'You may look at this project, not change it. These show what its columns hold.'}</p>
        </div>
        {add}
      </div>
      <ul className={classes.offerList}>
        {suggestions.map((chart) => (
          <li key={chart.id}>
            <UnstyledButton className={classes.offer} disabled={!canChange} onClick={() => onAdd(chart)}>
              <span className={classes.offerName}>
                <ChartIcon icon={types.find((type) => type.name === chart.type)?.icon ?? ''} size={16} /> {chart.name}
              </span>
              <Thumbnail ground={ground} chart={chart} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

const SIZE = { width: 300, height: 170 };

function Thumbnail({ ground, chart }: { ground: Ground; chart: Chart }) {
  const { data } = useQuery(drawnQuery(ground, chart));
  if (!data) return <Skeleton height={SIZE.height} />;
  const scene = layoutChart({ chart, drawn: data, paint: (place, index) => (place.kind === 'value' || place.kind === 'span' ? `var(--c${index % 10})` : 'var(--line2)'), ...SIZE });
  return (
    <svg className={classes.thumbnail} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} aria-hidden="true">
      <Shapes shapes={scene.shapes} />
    </svg>
  );
}
