import { Button } from '@mantine/core';
import { IconCopyPlus, IconFlask, IconNotebook, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { FlowItem } from '@/api';
import { accuracyOf, truthOf } from '@/features/datasets';
import { ItemIcon, itemKindWord, sinceWords } from '@/features/items';
import { LabPanel } from '@/features/lab';
import { bytes, count } from '@/lib/format';
import { itemPath } from '@/lib/paths';
import { useFlowDialog } from './flowDialog';
import type { FlowGraph, ItemNode } from './flowGraph';
import { PanelHead } from './FlowPanel';
import classes from './FlowPanel.module.css';
import { NodeRow } from './NodeRow';
import { Offers } from './Offers';
import { targetsOf } from './targets';

interface DetailsProps {
  projectKey: string;
  graph: FlowGraph;
  node: ItemNode;
  onSelect: (ids: string[]) => void;
}

export function ItemDetails({ projectKey, graph, node, onSelect }: DetailsProps) {
  const openDialog = useFlowDialog((state) => state.open);
  const { item } = node;
  const [isLab, setIsLab] = useState(false);
  const targets = targetsOf([node], graph);
  const nodesOf = (ids: readonly string[] | undefined) => (ids ?? []).flatMap((id) => graph.byId.get(id) ?? []);
  const writers = nodesOf(graph.before.get(node.id));
  const readers = [...new Set(nodesOf(graph.after.get(node.id)))];
  const facts = factsOf(item);
  return (
    <>
      <PanelHead projectKey={projectKey} node={node} icon={<ItemIcon item={item} size={40} />} kind={itemKindWord(item)} />
      <div className={classes.deeds}>
        <Button className={classes.wide} variant="filled" renderRoot={(props: Record<string, unknown>) => <Link {...itemPath(projectKey, item)} {...props} />}>
          {openWords(item)}
        </Button>
        <Button
          className={classes.wide}
          leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
          disabled={targets.length === 0}
          onClick={() => openDialog({ kind: 'build', targets })}
        >
          Build
        </Button>
        {item.kind === 'dataset' && (
          <Button className={classes.wide} leftSection={<IconFlask size={16} stroke={1.5} />} onClick={() => setIsLab(true)}>
            Lab
          </Button>
        )}
        {item.kind === 'dataset' && item.version > 0 && (
          <Button
            className={classes.wide}
            leftSection={<IconNotebook size={16} stroke={1.5} />}
            renderRoot={(props: Record<string, unknown>) => <Link to="/projects/$key/notebooks" params={{ key: projectKey }} search={{ dataset: item.id }} {...props} />}
          >
            Notebooks
          </Button>
        )}
        {item.kind === 'dataset' && targets.length > 0 && (
          <Button className={classes.wide} leftSection={<IconCopyPlus size={16} stroke={1.5} />} onClick={() => openDialog({ kind: 'apply', itemId: item.id })}>
            Apply its preparation to…
          </Button>
        )}
        {targets.length === 0 && <p className={classes.hint}>No recipe writes it: it is filled by hand, not built.</p>}
      </div>
      {facts.length > 0 && (
        <section className={classes.part}>
          <dl className={classes.facts}>
            {facts.map(([name, value]) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {writers.length + readers.length > 0 && (
        <section className={classes.part}>
          {writers.length > 0 && <h3>Written by</h3>}
          {writers.map((writer) => (
            <NodeRow key={writer.id} node={writer} onSelect={(id) => onSelect([id])} />
          ))}
          {readers.length > 0 && <h3>Read by</h3>}
          {readers.map((reader) => (
            <NodeRow key={reader.id} node={reader} onSelect={(id) => onSelect([id])} />
          ))}
        </section>
      )}
      <Offers items={[item]} />
      {isLab && <LabPanel projectKey={projectKey} dataset={item} onClose={() => setIsLab(false)} />}
    </>
  );
}

function openWords(item: FlowItem): string {
  if (item.kind === 'dataset') return 'Explore';
  if (item.kind === 'model') return 'Open the model';
  if (item.holds === 'evaluations') return 'See the evaluations';
  return item.holds === 'model' ? 'Open the network' : 'Browse';
}

/** The item's own figures, as far as it has them. */
export function factsOf(item: FlowItem): [name: string, value: string][] {
  const facts: [string, string][] = [];
  const add = (name: string, key: string, write: (value: number) => string = count) => {
    const value = item.facts[key];
    if (typeof value === 'number') facts.push([name, write(value)]);
  };
  if (item.kind === 'dataset') {
    add('Rows', 'rows');
    const columns = item.facts.columns;
    if (Array.isArray(columns)) facts.push(['Columns', count(columns.length)]);
    else add('Columns', 'columns');
    const truth = truthOf(item.facts);
    if (truth) facts.push(['Accuracy', accuracyOf(truth).toFixed(4)], ['Wrong', count(truth.wrong)]);
  } else if (item.kind === 'model') {
    facts.push(...savedModelFacts(item));
  } else {
    const model = item.facts.model;
    if (typeof model === 'object' && model !== null) facts.push(...modelFacts(model as Record<string, unknown>));
    if (item.holds !== 'model') add('Pictures', 'pictures');
    add('Files', 'files');
    const unreadable = item.facts.unreadable;
    if (typeof unreadable === 'number' && unreadable > 0) facts.push(['Cannot be read', count(unreadable)]);
  }
  add('Size', 'bytes', bytes);
  if (item.built_at !== null) facts.push(['Built', sinceWords(item.built_at)]);
  return facts;
}

function savedModelFacts(item: FlowItem): [string, string][] {
  const { label, target, metrics, ranked_by: ranked } = item.facts;
  const facts: [string, string][] = [];
  if (typeof label === 'string') facts.push(['Algorithm', label]);
  if (typeof target === 'string') facts.push(['Predicts', target]);
  if (item.version > 0) facts.push(['Active version', count(item.version)]);
  if (isRecord(ranked) && isRecord(metrics) && typeof ranked.name === 'string' && typeof ranked.label === 'string') {
    const value = metrics[ranked.name];
    if (typeof value === 'number') facts.push([ranked.label, value.toFixed(4)]);
  }
  return facts;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function modelFacts(model: Record<string, unknown>): [string, string][] {
  const facts: [string, string][] = [];
  const text = typeof model.label === 'string' ? model.label : model.architecture;
  if (typeof text === 'string') facts.push(['Network', text]);
  if (typeof model.classes === 'number') facts.push(['Classes', count(model.classes)]);
  else if (Array.isArray(model.classes)) facts.push(['Classes', count(model.classes.length)]);
  if (typeof model.val_acc === 'number') facts.push(['Validation accuracy', model.val_acc.toFixed(4)]);
  return facts;
}
