import { ActionIcon, Menu, Switch, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconDots } from '@tabler/icons-react';
import { counted } from '@/lib/format';
import type { StepViews } from './reports';
import type { Block } from './script';
import type { ScriptDeeds } from './scriptDeeds';
import classes from './Prepare.module.css';

interface GroupHeadProps {
  block: Block;
  views: StepViews;
  deeds: ScriptDeeds;
  isFolded: boolean;
  onFold: () => void;
}

/** Head of a group: folds it, names it, and acts on all of its steps. */
export function GroupHead({ block, views, deeds, isFolded, onFold }: GroupHeadProps) {
  const ids = new Set(block.steps.map((step) => step.id));
  const errors = block.steps.filter((step) => (views.get(step.id)?.problems.length ?? 0) > 0).length;
  const isOn = block.steps.every((step) => step.enabled);
  return (
    <div className={classes.groupHead}>
      <UnstyledButton className={classes.fold} aria-expanded={!isFolded} aria-label={`${isFolded ? 'Unfold' : 'Fold'} ${block.group}`} onClick={onFold}>
        {isFolded ? <IconChevronRight size={15} stroke={1.5} /> : <IconChevronDown size={15} stroke={1.5} />}
      </UnstyledButton>
      <TextInput
        variant="unstyled"
        size="xs"
        aria-label="Name of the group"
        className={classes.groupName}
        value={block.group}
        onChange={(event) => deeds.rename(ids, event.currentTarget.value === '' ? ' ' : event.currentTarget.value)}
      />
      <span className={classes.groupFact} data-loud={errors > 0}>
        {errors > 0 ? counted(errors, 'error') : counted(block.steps.length, 'step')}
      </span>
      <Switch size="xs" aria-label={`All steps of ${block.group} are on`} checked={isOn} onChange={(event) => deeds.setEnabled(ids, event.currentTarget.checked)} />
      <Menu withinPortal width={200}>
        <Menu.Target>
          <ActionIcon size={26} aria-label={`More for ${block.group}`}>
            <IconDots size={15} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => deeds.chooseAll(ids)}>Select its steps</Menu.Item>
          <Menu.Item onClick={() => deeds.copy(ids)}>Copy</Menu.Item>
          <Menu.Item onClick={() => deeds.duplicate(ids)}>Duplicate</Menu.Item>
          <Menu.Item onClick={() => deeds.ungroup(ids)}>Dissolve the group</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="failed" onClick={() => deeds.remove(ids)}>
            Delete all its steps
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
