/** The library of steps: search by any word, categories, help; arrows choose, Enter adds. */
import { Modal, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { categoriesOf, categoryWord, searchSteps, type StepType } from './library';
import classes from './Library.module.css';

interface StepLibraryProps {
  types: readonly StepType[];
  onAdd: (type: StepType) => void;
  onClose: () => void;
}

export function StepLibrary({ types, onAdd, onClose }: StepLibraryProps) {
  const [search, setSearch] = useState('');
  const [category, setCategory] = useState<string>();
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = searchSteps(types, search, category);
  const current = Math.min(active, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    const deeds: Record<string, () => void> = {
      ArrowDown: () => setActive(Math.min(found.length - 1, current + 1)),
      ArrowUp: () => setActive(Math.max(0, current - 1)),
      Enter: () => {
        const type = found[current];
        if (type) onAdd(type);
      },
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  };
  const pick = (next: string | undefined) => {
    setCategory(next);
    setActive(0);
  };
  return (
    <Modal opened onClose={onClose} title="Add a step" size={760} classNames={{ body: classes.body ?? '' }}>
      <TextInput
        data-autofocus
        leftSection={<IconSearch size={16} stroke={1.5} />}
        placeholder="What should happen: split, rename, remove empty, parse date"
        aria-label="Search the steps"
        role="combobox"
        aria-expanded
        aria-controls="step-library"
        aria-activedescendant={found[current] === undefined ? undefined : `step-type-${found[current].type}`}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.columns}>
        <nav aria-label="Categories" className={classes.categories}>
          <UnstyledButton className={classes.category} aria-current={category === undefined} onClick={() => pick(undefined)}>
            All <span>{types.length}</span>
          </UnstyledButton>
          {categoriesOf(types).map((one) => (
            <UnstyledButton key={one.name} className={classes.category} aria-current={category === one.name} onClick={() => pick(one.name)}>
              {categoryWord(one.name)} <span>{one.count}</span>
            </UnstyledButton>
          ))}
        </nav>
        <div className={classes.list}>
          <div ref={list} id="step-library" role="listbox" aria-label="Steps" tabIndex={0} className={classes.types}>
            {found.map((type, index) => (
              // The search field keeps the cursor; arrows and Enter there do what a click does here.
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events
              <div key={type.type} id={`step-type-${type.type}`} role="option" tabIndex={-1} aria-selected={index === current} className={classes.type} onClick={() => onAdd(type)}>
                <strong>{type.label}</strong>
                <span>{type.description}</span>
              </div>
            ))}
          </div>
          {found.length === 0 && <p className={classes.nothing}>No step is called so. Try another word, or “formula”, which computes anything.</p>}
        </div>
      </div>
    </Modal>
  );
}
