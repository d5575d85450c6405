import { Modal } from '@mantine/core';
import classes from './Explore.module.css';
import { KEYS } from './grid/gridKeys';

/** The keys of the grid. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys in the table" size={520}>
      <dl className={classes.keys}>
        {KEYS.map(({ keys, words }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
