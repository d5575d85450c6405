/** Two people changed the same settings, each differently: which stand is chosen here; all else is together already. */
import { Button, Modal } from '@mantine/core';
import { counted } from '@/lib/format';
import lab from '../Lab.module.css';
import type { LabTypes } from '../types';
import { settingWords } from './settingWords';
import type { DesignClash } from './useDesign';

const SHOWN = 12;

export function ClashDialog({ clash, types, onSettle }: { clash: DesignClash; types: LabTypes; onSettle: (side: 'mine' | 'theirs') => void }) {
  return (
    <Modal opened onClose={() => onSettle('theirs')} title="Somebody else saved this design meanwhile" size={560}>
      <div className={lab.form}>
        <p>
          {counted(clash.paths.length, 'setting')} {clash.paths.length === 1 ? 'was' : 'were'} changed by both of you, each differently. Everything else is put together already.
        </p>
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {clash.paths.slice(0, SHOWN).map((path) => (
            <li key={path.join('.')}>
              <b>{settingWords(path, types)}</b>: yours {valueAt(clash.mine, path)}, theirs {valueAt(clash.theirs, path)}
            </li>
          ))}
          {clash.paths.length > SHOWN && <li>and {clash.paths.length - SHOWN} more</li>}
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
