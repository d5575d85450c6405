/** How much worse the model is when a column is shuffled; worked out when somebody asks. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorLine, SkeletonRows } from '@/ui';
import { lowerFirst } from '../labWords';
import { Bars } from './Bars';
import classes from './Report.module.css';
import { type Reported, permutationQuery } from './source';

export function PermutationPart({ model }: { model: Reported }) {
  const [isAsked, setIsAsked] = useState(false);
  const found = useQuery({ ...permutationQuery(model.source), enabled: isAsked });
  return (
    <section className={classes.part} aria-label="Importance by shuffling">
      <div className={classes.partHead}>
        <h2>Importance by shuffling</h2>
        <span className={classes.note}>{found.data ? `loss of ${lowerFirst(found.data.label)} on ${found.data.rows.toLocaleString('en-GB')} rows of the test set` : 'how much worse the model gets when a column is shuffled'}</span>
        {!found.data && (
          <span className={classes.end}>
            <Button size="xs" loading={found.isFetching} onClick={() => (isAsked ? void found.refetch() : setIsAsked(true))}>
              Work it out
            </Button>
          </span>
        )}
      </div>
      <ErrorLine error={found.error} />
      {isAsked && found.isPending && <SkeletonRows rows={4} height={20} awaited="the model" />}
      {found.data && <Bars bars={found.data.columns.map((one) => ({ name: one.name, value: one.loss, spread: one.spread }))} />}
    </section>
  );
}
