/** The items in a recipe's roles: only those that fit are offered, each with its kind, its fact and its pictures. */
import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FlowItem, FlowRecipe, RecipeType, Role } from '@/api';
import { Field } from '@/ui';
import { ItemIcon, itemFact, itemKindWord } from '../items';
import { newOutput, newOutputName, type Draft } from './recipeQueries';
import classes from './Recipe.module.css';
import { Thumbs } from './Thumbs';

interface InputsTabProps {
  type: RecipeType;
  items: readonly FlowItem[];
  recipes: readonly FlowRecipe[];
  recipeId: string;
  draft: Draft;
  problems: ReadonlyMap<string, string>;
  onChange: (side: 'inputs' | 'outputs', role: string, ids: string[]) => void;
}

/** Whether an item may stand in a role; what a folder holds is known only once it is built. */
export function fitsRole(role: Role, item: FlowItem): boolean {
  if (item.kind !== role.kind) return false;
  if (role.holds === 'model') return item.holds === 'model' || item.state === 'not_built';
  if (role.holds === 'pictures') return item.holds !== 'model';
  return true;
}

export function InputsTab({ type, items, recipes, recipeId, draft, problems, onChange }: InputsTabProps) {
  const writtenByOthers = new Set(recipes.flatMap((recipe) => (recipe.id === recipeId ? [] : recipe.outputs.map((output) => output.item_id))));
  const read = new Set(Object.values(draft.inputs).flat());
  return (
    <div className={classes.roles}>
      <section aria-label="Reads">
        <h2>Reads</h2>
        {type.inputs.map((role) => (
          <RolePicker
            key={role.name}
            role={role}
            items={items.filter((item) => fitsRole(role, item))}
            all={items}
            value={draft.inputs[role.name] ?? []}
            problem={problems.get(role.name)}
            onChange={(ids) => onChange('inputs', role.name, ids)}
          />
        ))}
      </section>
      <section aria-label="Writes">
        <h2>Writes</h2>
        {type.outputs.map((role) => (
          <RolePicker
            key={role.name}
            role={role}
            items={items.filter((item) => item.kind === role.kind && item.origin === 'managed' && !writtenByOthers.has(item.id) && !read.has(item.id))}
            all={items}
            value={draft.outputs[role.name] ?? []}
            problem={problems.get(role.name)}
            canMake
            onChange={(ids) => (ids.length > 0 || !role.required) && onChange('outputs', role.name, ids)}
          />
        ))}
      </section>
    </div>
  );
}

interface RolePickerProps {
  role: Role;
  items: readonly FlowItem[];
  all: readonly FlowItem[];
  value: readonly string[];
  problem: string | undefined;
  /** Whether a new item may be made for the role, with the next save. */
  canMake?: boolean;
  onChange: (ids: string[]) => void;
}

function RolePicker(props: RolePickerProps) {
  const { role, value, canMake = false, all, onChange } = props;
  const isOpen = role.many || value.length === 0;
  return (
    <>
      {role.many ? <ManyPicker {...props} /> : <OnePicker {...props} />}
      {canMake && isOpen && <MakeOutput role={role} taken={new Set([...all.map((item) => item.name), ...value.flatMap((id) => newOutputName(id) ?? [])])} onMake={(name) => onChange([...value, newOutput(name)])} />}
    </>
  );
}

function MakeOutput({ role, taken, onMake }: { role: Role; taken: ReadonlySet<string>; onMake: (name: string) => void }) {
  const [name, setName] = useState('');
  const isTaken = taken.has(name.trim());
  return (
    <form
      className={classes.make}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '' || isTaken) return;
        onMake(name);
        setName('');
      }}
    >
      <TextInput aria-label={`Name of a new ${role.kind} for ${role.label.toLocaleLowerCase()}`} placeholder={`name of a new ${role.kind}`} value={name} error={isTaken ? `There is an item named ${name.trim()} already.` : undefined} onChange={(event) => setName(event.currentTarget.value)} />
      <Button type="submit" disabled={name.trim() === '' || isTaken}>
        Add
      </Button>
    </form>
  );
}

/** What an item that is not there is called: it will be made with the save, or it is gone. */
function wordsFor(id: string): string {
  const name = newOutputName(id);
  return name === undefined ? 'an item that is gone' : `${name} (made when saved)`;
}

/** Several items; their order is that of the recipe, so each keeps its place when another is added. */
function ManyPicker({ role, items, all, value, problem, onChange }: RolePickerProps) {
  const byId = new Map(all.map((item) => [item.id, item]));
  const gone = value.filter((id) => !items.some((item) => item.id === id));
  const data = [...gone.map((id) => ({ value: id, label: byId.get(id)?.name ?? wordsFor(id) })), ...items.map((item) => ({ value: item.id, label: item.name }))];
  return (
    <div className={classes.role}>
      <Field label={role.label} htmlFor={`role-${role.name}`} help={role.help} error={problem}>
        <MultiSelect
          id={`role-${role.name}`}
          className={classes.manyPicker}
          data={data}
          value={[...value]}
          placeholder={items.length === 0 ? 'Nothing in this project fits yet' : 'Add'}
          searchable
          hidePickedOptions
          error={problem !== undefined}
          renderOption={({ option }) => <ItemOption item={byId.get(option.value)} label={option.label} />}
          onChange={onChange}
        />
      </Field>
    </div>
  );
}

function ItemOption({ item, label }: { item: FlowItem | undefined; label: string }) {
  return (
    <span className={classes.option}>
      {item && <ItemIcon item={item} size={22} isPlain />}
      <span>
        {label}
        {item && <small>{[itemKindWord(item), itemFact(item)].filter(Boolean).join(', ')}</small>}
      </span>
    </span>
  );
}

function OnePicker({ role, items, all, value: values, problem, onChange }: RolePickerProps) {
  const value = values[0];
  const chosen = all.find((item) => item.id === value);
  const isListed = value === undefined || items.some((item) => item.id === value);
  const data = [...(isListed ? [] : [{ value, label: chosen?.name ?? wordsFor(value) }]), ...items.map((item) => ({ value: item.id, label: item.name }))];
  const byId = new Map(all.map((item) => [item.id, item]));
  return (
    <div className={classes.role}>
      <Field label={role.label} htmlFor={`role-${role.name}`} help={role.help} error={problem}>
        {chosen && <ItemIcon item={chosen} size={28} isPlain />}
        <Select
          id={`role-${role.name}`}
          className={classes.rolePicker}
          data={data}
          value={value ?? null}
          placeholder={items.length === 0 ? 'Nothing in this project fits yet' : 'Choose'}
          searchable={data.length > 8}
          clearable={!role.required}
          allowDeselect={false}
          error={problem !== undefined}
          renderOption={({ option }) => <ItemOption item={byId.get(option.value)} label={option.label} />}
          onChange={(id) => onChange(id === null ? [] : [id])}
        />
        {chosen && <Thumbs item={chosen} count={4} size={32} />}
      </Field>
    </div>
  );
}
