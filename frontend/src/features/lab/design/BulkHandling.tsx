/** The handling of several columns at once, one type after the other. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { counted } from '@/lib/format';
import lab from '../Lab.module.css';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { changeFeatures, featuresOf, withHandling } from './features';
import { HandlingForm } from './HandlingForm';

export function BulkHandling({ projectKey, draft, design, types, names, onClose }: SectionProps & { names: readonly string[]; onClose: () => void }) {
  const features = featuresOf(design);
  const found = types.features.map((type) => ({ type, names: names.filter((name) => features[name]?.type === type.type) })).filter((one) => one.names.length > 0);
  const [chosen, setChosen] = useState<Record<string, Record<string, unknown>>>({});
  const count = Object.values(chosen).reduce((sum, fields) => sum + Object.keys(fields).length, 0);
  const apply = () => {
    draft.edit((now) =>
      found.reduce((sofar, { type, names: of }) => changeFeatures(sofar, of, (feature) => Object.entries(chosen[type.type] ?? {}).reduce((one, [name, value]) => withHandling(one, name, value), feature)), now),
    );
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Handling of ${counted(names.length, 'column')}`} size={520}>
      <div className={lab.form}>
        <p className={classes.note}>Only what is changed here is set; everything else of each column stays as it is.</p>
        {found.map(({ type, names: of }) => (
          <section key={type.type} aria-label={type.label}>
            <h3 style={{ marginBottom: 8 }}>
              {type.label}, {counted(of.length, 'column')}
            </h3>
            <HandlingForm projectKey={projectKey} prefix={`bulk-${type.type}`} type={type} values={chosen[type.type] ?? {}} problems={[]} isDisabled={false} onChange={(name, value) => setChosen((old) => ({ ...old, [type.type]: { ...old[type.type], [name]: value } }))} />
          </section>
        ))}
        <div className={lab.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="filled" disabled={count === 0} onClick={apply}>
            Set {counted(count, 'field')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
