/** At the right: what the settings will mean, before anything runs. */
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { FlowItem, FlowRecipe, RecipeType } from '@/api';
import { count } from '@/lib/format';
import { itemPath } from '@/lib/paths';
import { Section } from '@/ui';
import type { ParamsFormState } from '../forms';
import { ItemIcon, itemFact } from '../items';
import { modelQuery } from '../models';
import { LastRun } from './LastRun';
import { modelRole } from './ModelSummary';
import classes from './Panel.module.css';
import type { Draft } from './recipeQueries';
import { Thumbs } from './Thumbs';
import { coverage, trainedOf, trainingCount } from './trained';

interface RecipePanelProps {
  projectKey: string;
  type: RecipeType;
  draft: Draft;
  form: ParamsFormState;
  items: readonly FlowItem[];
  onFlow: FlowRecipe | undefined;
}

export function RecipePanel({ projectKey, type, draft, form, items, onFlow }: RecipePanelProps) {
  return (
    <>
      <Coverage form={form} />
      <WhatIsTrained projectKey={projectKey} type={type} draft={draft} form={form} />
      {onFlow?.job_id != null && <LastRun projectKey={projectKey} recipe={onFlow} jobId={onFlow.job_id} />}
      <ReadsAndWrites projectKey={projectKey} type={type} draft={draft} items={items} />
    </>
  );
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function Coverage({ form }: { form: ParamsFormState }) {
  const { values, check } = form;
  const batch = numberOf(values.batch_size);
  const training = trainingCount(check?.hints.find((hint) => hint.field === 'train_ratio')?.result);
  const steps = values.steps_per_epoch === 'auto' ? 'auto' : numberOf(values.steps_per_epoch);
  if (batch === undefined || training === undefined || steps === undefined || steps === 0) return null;
  const copies = values.augment === true ? (numberOf(values.augmentations) ?? 1) : 1;
  const found = coverage({ training, batch, copies, steps });
  if (found === undefined) return null;
  const percent = found.isFullPass ? 100 : Math.floor(found.share * 1000) / 10;
  return (
    <Section title="One epoch sees">
      <p className={classes.figure}>
        <strong>{percent}</strong>
        <sup>%</sup> <span>of the {count(found.training)} training pictures</span>
      </p>
      <div className={classes.bar}>
        <span style={{ width: `${found.share * 100}%` }} />
      </div>
      <p className={classes.fact}>
        {found.isFullPass ? `${count(found.steps)} steps, ${found.sum}.` : `${found.sum}: ${count(found.training - found.seen)} pictures wait for a later epoch.`}
      </p>
    </Section>
  );
}

function WhatIsTrained({ projectKey, type, draft, form }: Omit<RecipePanelProps, 'items' | 'onFlow'>) {
  const folderId = modelRole(type, draft.inputs);
  const isAsked = Object.hasOwn(draft.params, 'layers') && folderId !== undefined;
  const model = useQuery({ ...modelQuery(projectKey, folderId ?? ''), enabled: isAsked, retry: false });
  if (!isAsked || model.data === undefined || model.data.layers.length === 0) return null;
  const trained = trainedOf(model.data.layers, draft.params.layers, draft.params.layer_count);
  const hint = form.check?.hints.find((one) => (one.field === 'layers' || one.field === 'layer_count') && one.text !== '');
  return (
    <Section title="What is trained">
      <div className={classes.strip} aria-hidden="true">
        {trained.blocks.map((block, index) => (
          <span key={`${block.name}${String(index)}`} data-trained={block.isTrained} style={{ flexGrow: Math.max(1, Math.sqrt(block.layers)) }} title={`${block.name}, ${count(block.layers)} layers, ${count(block.parameters)} parameters`} />
        ))}
        <span data-trained="true" style={{ flexGrow: 1 }} title="the new last layer" />
      </div>
      <dl className={classes.layers}>
        <dt>
          <i data-trained="false" aria-hidden="true" /> frozen, computed once
        </dt>
        <dd>{count(trained.frozenLayers)} layers</dd>
        <dt>
          <i data-trained="true" aria-hidden="true" /> <strong>retrained{trained.firstTrained === undefined ? ', the new last layer' : `, from ${trained.firstTrained}`}</strong>
        </dt>
        <dd>
          <strong>{count(trained.trainedLayers)} {trained.trainedLayers === 1 ? 'layer' : 'layers'}</strong>
        </dd>
      </dl>
      {hint && <p className={classes.fact}>{hint.text}</p>}
    </Section>
  );
}

/** The items in the recipe's roles, as links. */
export function ReadsAndWrites({ projectKey, type, draft, items }: Omit<RecipePanelProps, 'form' | 'onFlow'>) {
  const rows = [
    ...type.inputs.flatMap((role) => (draft.inputs[role.name] ?? []).map((id) => ({ id, word: role.label.toLocaleLowerCase(), isOutput: false }))),
    ...type.outputs.flatMap((role) => (draft.outputs[role.name] ?? []).map((id) => ({ id, word: 'writes here', isOutput: true }))),
  ];
  return (
    <Section title="Reads and writes">
      <ul className={classes.items}>
        {rows.map(({ id, word, isOutput }) => {
          const item = items.find((one) => one.id === id);
          if (!item) return null;
          return (
            <li key={`${id}${word}`}>
              <ItemIcon item={item} size={28} isPlain />
              <span className={classes.itemText}>
                <Link {...itemPath(projectKey, item)}>{item.name}</Link>
                <small>{word}</small>
              </span>
              {item.thumbs.length > 0 && !isOutput ? <Thumbs item={item} count={3} size={24} /> : <span className={classes.itemFact}>{item.state === 'not_built' ? 'not built' : itemFact(item)}</span>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
