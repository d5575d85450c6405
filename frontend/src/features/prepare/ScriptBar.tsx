/** Above the script: adding, undoing, pasting; with steps chosen, what can be done to all of them. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconClipboard, IconCopy, IconDots, IconPlus, IconTableShare, IconX } from '@tabler/icons-react';
import { counted } from '@/lib/format';
import type { Steps } from './script';
import type { ScriptDeeds, ScriptView } from './scriptDeeds';
import type { Script } from './useScript';
import classes from './Prepare.module.css';

interface ScriptBarProps {
  script: Script;
  view: ScriptView;
  deeds: ScriptDeeds;
  onAdd: () => void;
  onApply: () => void;
}

const icon = { size: 16, stroke: 1.5 } as const;

export function ScriptBar({ script, view, deeds, onAdd, onApply }: ScriptBarProps) {
  const all = new Set(script.steps.map((step) => step.id));
  if (view.chosen.size > 0) return <ChosenBar steps={script.steps} chosen={view.chosen} deeds={deeds} />;
  return (
    <div className={classes.scriptBar}>
      <Button size="xs" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={onAdd}>
        Add a step
      </Button>
      <span className={classes.barEnd}>
        <ActionIcon size={28} aria-label="Undo" title="Undo (Ctrl+Z)" disabled={!script.canUndo} onClick={script.undo}>
          <IconArrowBackUp {...icon} />
        </ActionIcon>
        <ActionIcon size={28} aria-label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={!script.canRedo} onClick={script.redo}>
          <IconArrowForwardUp {...icon} />
        </ActionIcon>
        <Menu withinPortal width={290}>
          <Menu.Target>
            <ActionIcon size={28} aria-label="More for the script">
              <IconDots {...icon} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconClipboard {...icon} />} rightSection={<kbd>Ctrl V</kbd>} onClick={() => deeds.paste()}>
              Paste steps
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy {...icon} />} disabled={all.size === 0} onClick={() => deeds.copy(all)}>
              Copy all steps
            </Menu.Item>
            <Menu.Item disabled={all.size === 0} onClick={() => deeds.chooseAll(all)}>
              Select all steps
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconTableShare {...icon} />} disabled={all.size === 0} onClick={onApply}>
              Apply this preparation to another dataset
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </span>
    </div>
  );
}

function ChosenBar({ steps, chosen, deeds }: { steps: Steps; chosen: ReadonlySet<string>; deeds: ScriptDeeds }) {
  const isOn = steps.filter((step) => chosen.has(step.id)).every((step) => step.enabled);
  return (
    <div className={classes.scriptBar} data-chosen role="toolbar" aria-label="What to do with the selected steps">
      <strong>{counted(chosen.size, 'step')}</strong>
      <Button size="xs" variant="subtle" onClick={() => deeds.copy(chosen)}>
        Copy
      </Button>
      <Button size="xs" variant="subtle" onClick={() => deeds.group(chosen)}>
        Group
      </Button>
      <Button size="xs" variant="subtle" onClick={() => deeds.setEnabled(chosen, !isOn)}>
        {isOn ? 'Off' : 'On'}
      </Button>
      <Button size="xs" variant="subtle" color="failed" onClick={() => deeds.remove(chosen)}>
        Delete
      </Button>
      <ActionIcon size={28} className={classes.barEnd} aria-label="Select nothing" onClick={() => deeds.chooseAll(new Set())}>
        <IconX {...icon} />
      </ActionIcon>
    </div>
  );
}
