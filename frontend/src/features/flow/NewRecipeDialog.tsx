/** Make a recipe: inputs by role from the items that fit, outputs as new or existing items. */
import { ActionIcon, Button, Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, keys, take, type FlowItem, type RecipeType, type Role } from '@/api';
import { recipeLook } from '@/features/items';
import { recipePath } from '@/lib/paths';
import { ErrorLine, ItemShape, Segmented } from '@/ui';
import classes from './Dialogs.module.css';
import type { FlowGraph } from './flowGraph';
import { bodyOf, freshOutput, missing, outputsFor, startOf, type NewRecipe, type OutputChoice } from './newRecipe';
import { fits, roleWords } from './offers';

interface NewRecipeDialogProps {
  projectKey: string;
  type: RecipeType;
  taken: Readonly<Record<string, readonly string[]>>;
  graph: FlowGraph | undefined;
  onClose: () => void;
}

export function NewRecipeDialog({ projectKey, type, taken, graph, onClose }: NewRecipeDialogProps) {
  const items = (graph?.nodes ?? []).flatMap((node) => (node.type === 'item' ? [node.item] : []));
  const [draft, setDraft] = useState<NewRecipe>(() => startOf(type, taken, items));
  const [namedByHand, setNamedByHand] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const make = useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/recipes', { params: { path: { key: projectKey } }, body: bodyOf(type, draft) })),
    onSuccess: async (recipe) => {
      await queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      onClose();
      await navigate(recipePath(projectKey, recipe.id));
    },
  });
  const lacking = missing(type, draft, items);

  const setInput = (role: string, ids: string[]) =>
    setDraft((old) => {
      const inputs = { ...old.inputs, [role]: ids };
      return { inputs, outputs: namedByHand ? old.outputs : outputsFor(type, inputs, items) };
    });
  const setOutputs = (role: string, outputs: OutputChoice[]) => {
    setNamedByHand(true);
    setDraft((old) => ({ ...old, outputs: { ...old.outputs, [role]: outputs } }));
  };
  const namesTaken = () => new Set([...items.map((item) => item.name), ...Object.values(draft.outputs).flat().map((output) => output.newName)]);

  return (
    <Modal opened onClose={onClose} title={type.label} size={540}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (lacking === undefined) make.mutate();
        }}
      >
        <div className={classes.intro}>
          <ItemShape {...recipeLook(type)} size={36} />
          <p>{type.description}</p>
        </div>
        <div className={classes.group}>
          <h3>Reads</h3>
          {type.inputs.map((role) => (
            <InputRole key={role.name} role={role} items={items} value={draft.inputs[role.name] ?? []} onChange={(ids) => setInput(role.name, ids)} />
          ))}
        </div>
        <div className={classes.group}>
          <h3>Writes</h3>
          {type.outputs.map((role) => (
            <OutputRole
              key={role.name}
              role={role}
              candidates={items.filter((item) => item.kind === role.kind && item.origin === 'managed' && (graph?.before.get(item.id) ?? []).length === 0)}
              values={draft.outputs[role.name] ?? []}
              onFresh={() => freshOutput(type, role, draft.inputs, items, namesTaken())}
              onChange={(outputs) => setOutputs(role.name, outputs)}
            />
          ))}
        </div>
        <ErrorLine error={make.error} />
        <div className={classes.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={lacking !== undefined} loading={make.isPending}>
            {lacking ?? 'Make the recipe'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface InputRoleProps {
  role: Role;
  items: readonly FlowItem[];
  value: readonly string[];
  onChange: (ids: string[]) => void;
}

function InputRole({ role, items, value, onChange }: InputRoleProps) {
  const fitting = items.filter((item) => fits(role, item));
  const data = fitting.map((item) => ({ value: item.id, label: item.name }));
  const shared = {
    label: role.label,
    description: fitting.length === 0 ? `There is no such item yet: it needs ${roleWords(role)}` : role.help,
    data,
    searchable: data.length > 8,
    withAsterisk: false,
    nothingFoundMessage: 'Nothing has this name',
    placeholder: `Choose ${roleWords(role)}`,
  };
  if (role.many) return <MultiSelect {...shared} value={[...value]} onChange={onChange} />;
  return <Select {...shared} value={value[0] ?? null} clearable={!role.required} onChange={(id) => onChange(id === null ? [] : [id])} />;
}

interface OutputRoleProps {
  role: Role;
  candidates: readonly FlowItem[];
  values: readonly OutputChoice[];
  onFresh: () => OutputChoice;
  onChange: (outputs: OutputChoice[]) => void;
}

/** The outputs of a role: one, several, or none while nobody wants what may be left out. */
function OutputRole({ role, candidates, values, onFresh, onChange }: OutputRoleProps) {
  const canRemove = !role.required || (role.many && values.length > 1);
  const canAdd = role.many || values.length === 0;
  return (
    <>
      {values.map((value, index) => (
        <div key={index} className={classes.oneOutput}>
          <OneOutput label={role.many ? `${role.label}, ${index + 1}` : role.label} candidates={candidates} value={value} onChange={(next) => onChange(values.map((old, at) => (at === index ? next : old)))} />
          {canRemove && (
            <ActionIcon aria-label={`Leave out ${role.many ? `output ${index + 1}` : role.label.toLocaleLowerCase()}`} onClick={() => onChange(values.filter((_, at) => at !== index))}>
              <IconX size={15} stroke={1.5} />
            </ActionIcon>
          )}
        </div>
      ))}
      {canAdd && (
        <Button size="xs" variant="subtle" className={classes.addOutput} leftSection={<IconPlus size={14} stroke={1.5} />} title={role.help} onClick={() => onChange([...values, onFresh()])}>
          {role.many ? 'Add an output' : `Also write ${role.label.charAt(0).toLocaleLowerCase('en-GB')}${role.label.slice(1)}`}
        </Button>
      )}
    </>
  );
}

interface OneOutputProps {
  label: string;
  candidates: readonly FlowItem[];
  value: OutputChoice;
  onChange: (output: OutputChoice) => void;
}

function OneOutput({ label, candidates, value, onChange }: OneOutputProps) {
  const first = candidates[0];
  const isNew = value.itemId === undefined;
  return (
    <div className={classes.output}>
      {first !== undefined && (
        <Segmented
          label={`${label}: new or existing`}
          value={isNew ? 'new' : 'old'}
          options={[
            { value: 'new', label: 'New' },
            { value: 'old', label: 'Existing' },
          ]}
          onChange={(choice) => onChange({ ...value, itemId: choice === 'new' ? undefined : first.id })}
        />
      )}
      {isNew ? (
        <TextInput label={label} value={value.newName} onChange={(event) => onChange({ ...value, newName: event.currentTarget.value })} />
      ) : (
        <Select
          label={label}
          data={candidates.map((item) => ({ value: item.id, label: item.name }))}
          value={value.itemId ?? null}
          allowDeselect={false}
          onChange={(id) => onChange({ ...value, itemId: id ?? undefined })}
        />
      )}
    </div>
  );
}
