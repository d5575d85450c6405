/** The layers by block: names as the retraining recipe uses them, shapes, parameters. */
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { count, counted } from '@/lib/format';
import { blocksOf, shapeWords, type Block } from './layers';
import classes from './Model.module.css';
import type { ModelLayer } from './modelQueries';

export function LayersTab({ layers }: { layers: readonly ModelLayer[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [find, setFind] = useState('');
  const wanted = find.trim().toLowerCase();
  const found = wanted === '' ? layers : layers.filter((layer) => `${layer.name} ${layer.class_name}`.toLowerCase().includes(wanted));
  const blocks = blocksOf(found);
  const keyOf = (block: Block) => `${block.name}-${block.layers[0]?.index ?? 0}`;
  const isOpen = (block: Block) => wanted !== '' || open.has(keyOf(block));
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  const allOpen = blocks.every(isOpen);
  return (
    <section className={classes.part} aria-label="Layers">
      <div className={classes.partHead}>
        <h2>{counted(layers.length, 'layer')}</h2>
        <TextInput
          aria-label="Find a layer"
          placeholder="Find a layer"
          leftSection={<IconSearch size={14} stroke={1.5} />}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <Button size="xs" variant="subtle" onClick={() => setOpen(allOpen ? new Set() : new Set(blocks.map(keyOf)))} disabled={wanted !== ''}>
          {allOpen ? 'Close all blocks' : 'Open all blocks'}
        </Button>
      </div>
      {found.length === 0 && <p className={classes.note}>No layer has “{find}” in its name or kind.</p>}
      {found.length > 0 && (
        <table className={`${classes.table ?? ''} ${classes.layers ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Kind</th>
              <th scope="col">Output</th>
              <th scope="col">Parameters</th>
            </tr>
          </thead>
          {blocks.map((block) => (
            <tbody key={keyOf(block)}>
              <tr className={classes.block}>
                <th scope="rowgroup">
                  <UnstyledButton aria-expanded={isOpen(block)} disabled={wanted !== ''} onClick={() => toggle(keyOf(block))}>
                    {isOpen(block) ? <IconChevronDown size={14} stroke={1.5} /> : <IconChevronRight size={14} stroke={1.5} />}
                    {block.name === '' ? 'other layers' : block.name}
                  </UnstyledButton>
                </th>
                <td>{counted(block.layers.length, 'layer')}</td>
                <td>{shapeWords(block.shape)}</td>
                <td>{count(block.parameters)}</td>
              </tr>
              {isOpen(block) &&
                block.layers.map((layer) => (
                  <tr key={layer.index}>
                    <td className={classes.layer}>{layer.name}</td>
                    <td>{layer.class_name}</td>
                    <td>{shapeWords(layer.output_shape)}</td>
                    <td>{count(layer.parameters)}</td>
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      )}
    </section>
  );
}
