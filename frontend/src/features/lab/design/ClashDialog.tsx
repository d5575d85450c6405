/** Two people changed the same settings, each differently: which stand is chosen here; all else is together already. */
import { Button, Modal } from '@mantine/core';
import { counted } from '@/lib/format';
import lab from '../Lab.module.css';
import type { DesignClash } from './useDesign';

export function ClashDialog({ clash, onSettle }: { clash: DesignClash; onSettle: (side: 'mine' | 'theirs') => void }) {
  return (
    <Modal opened onClose={() => onSettle('theirs')} title="Somebody else saved this design meanwhile" size={560}>
      <div className={lab.form}>
        <p>
          {counted(clash.paths.length, 'setting')} {clash.paths.length === 1 ? 'was' : 'were'} changed by both of you, each differently. Everything else is put together already.
        </p>
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {clash.paths.slice(0, 12).map((path) => (
            <li key={path.join('.')}>
              <code>{path.join('.')}</code>: yours {valueAt(clash.mine, path)}, theirs {valueAt(clash.theirs, path)}
            </li>
          ))}
        </ul>
        <div className={lab.foot}>
          <Button onClick={() => onSettle('theirs')}>Take theirs</Button>
          <Button variant="filled" onClick={() => onSettle('mine')}>
            Keep mine
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function valueAt(design: unknown, path: readonly string[]): string {
  const value = path.reduce<unknown>((found, name) => (typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined), design);
  const text = value === undefined ? 'taken out' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 58)}…` : text;
}
