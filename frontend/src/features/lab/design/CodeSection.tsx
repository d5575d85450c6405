/** Estimators that a person writes: code that puts an object of scikit-learn's shape into `clf`. */
import { ActionIcon, Button, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '@/api';
import { CodeEditor } from '@/features/code';
import { EmptyState, ItemShape } from '@/ui';
import { withModeling } from './change';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { problemAt } from './sections';

const SAMPLE = 'from sklearn.ensemble import BaggingClassifier\n\nclf = BaggingClassifier(n_estimators=50, random_state=1337)\n';

export function CodeSection({ draft, design }: SectionProps) {
  const { data: me } = useQuery(meQuery());
  const own = design.modeling.custom_python ;
  const mayWrite = me?.may_write_code === true;
  const set = (next: typeof own, tag?: string) => draft.edit((now) => withModeling(now, { custom_python: next }), tag);
  const change = (index: number, part: Partial<(typeof own)[number]>, tag?: string) => set(own.map((one, place) => (place === index ? { ...one, ...part } : one)), tag);
  const add = (
    <Button leftSection={<IconPlus size={15} stroke={1.5} />} disabled={!mayWrite} onClick={() => set([...own, { name: own.length === 0 ? 'Own estimator' : `Own estimator ${own.length + 1}`, enabled: true, code: SAMPLE }])}>
      Write an estimator
    </Button>
  );
  return (
    <>
      <div className={classes.head}>
        <h2>Own estimators</h2>
        <span className={classes.note}>The code runs in a process of its own and must leave an unfitted estimator in clf.</span>
        {own.length > 0 && <span className={classes.headEnd}>{add}</span>}
      </div>
      {!mayWrite && <p className={classes.note}>You may not write code in this Atelier. Ask an administrator for the right to write code.</p>}
      {own.length === 0 && (
        <EmptyState title="No estimator of your own yet" drawing={<ItemShape kind="code" glyph="python" size={56} />} actions={add}>
          Any object with fit and predict takes part in the ranking, beside the algorithms that are switched on.
        </EmptyState>
      )}
      {own.map((one, index) => (
        <section key={index} className={classes.estimator} aria-label={one.name}>
          <div className={classes.algorithmHead}>
            <Switch aria-label={`Train ${one.name}`} checked={one.enabled} onChange={(event) => change(index, { enabled: event.currentTarget.checked })} />
            <TextInput aria-label="Name of the estimator" value={one.name} maxLength={100} error={problemAt(draft.problems, 'modeling', 'custom_python', String(index), 'name')} onChange={(event) => change(index, { name: event.currentTarget.value }, `name${index}`)} />
            <ActionIcon aria-label={`Take out ${one.name}`} onClick={() => set(own.filter((_, place) => place !== index))}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </div>
          <div className={classes.code}>
            <CodeEditor language="python" label={`Code of ${one.name}`} minHeight={200} value={one.code} isReadOnly={!mayWrite} onChange={(code) => change(index, { code }, `code${index}`)} />
          </div>
        </section>
      ))}
    </>
  );
}
