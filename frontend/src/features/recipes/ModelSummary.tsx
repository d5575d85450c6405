/** "Show Model Summary": the network in the model role, layer by layer, and the text that Keras prints. */
import { Button, Modal, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecipeType } from '@/api';
import { count } from '@/lib/format';
import { ErrorState, SkeletonRows } from '@/ui';
import { modelQuery } from '../models';
import classes from './Recipe.module.css';

interface ModelSummaryProps {
  projectKey: string;
  type: RecipeType;
  inputs: Readonly<Record<string, readonly string[]>>;
}

export function modelRole(type: RecipeType, inputs: ModelSummaryProps['inputs']): string | undefined {
  const role = type.inputs.find((one) => one.holds === 'model');
  return role === undefined ? undefined : inputs[role.name]?.[0];
}

export function ModelSummary({ projectKey, type, inputs }: ModelSummaryProps) {
  const [isOpen, setIsOpen] = useState(false);
  const folderId = modelRole(type, inputs);
  if (folderId === undefined) return null;
  return (
    <>
      <Button size="xs" className={classes.summaryButton} onClick={() => setIsOpen(true)}>
        Show Model Summary
      </Button>
      {isOpen && <SummaryDialog projectKey={projectKey} folderId={folderId} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function SummaryDialog({ projectKey, folderId, onClose }: { projectKey: string; folderId: string; onClose: () => void }) {
  const model = useQuery(modelQuery(projectKey, folderId));
  const layers = model.data?.layers ?? [];
  return (
    <Modal opened onClose={onClose} size={820} title={model.data ? `${model.data.architecture_label}, ${count(model.data.parameters)} parameters` : 'Model summary'}>
      {model.isPending && <SkeletonRows rows={10} awaited="the network" />}
      {model.error && <ErrorState error={model.error} what="the network" onRetry={() => void model.refetch()} />}
      {model.data && (
        <Tabs defaultValue="layers">
          <Tabs.List>
            <Tabs.Tab value="layers">Layers</Tabs.Tab>
            <Tabs.Tab value="text">Text</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="layers">
            {/* A long table scrolls by itself and must be reachable by keyboard. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className={classes.layers} tabIndex={0} role="region" aria-label="Layers">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Layer</th>
                    <th scope="col">Name</th>
                    <th scope="col">Output</th>
                    <th scope="col">Parameters</th>
                    <th scope="col">Block</th>
                  </tr>
                </thead>
                <tbody>
                  {layers.map((layer) => (
                    <tr key={layer.index}>
                      <td>
                        {layer.class_name} ({layer.index - layers.length})
                      </td>
                      <td>{layer.name}</td>
                      <td>{layer.output_shape.map((side) => side ?? '?').join(' × ')}</td>
                      <td>{count(layer.parameters)}</td>
                      <td>{layer.block}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="text">
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre className={classes.summaryText} tabIndex={0}>
              {model.data.summary === '' ? 'This network brought no summary along.' : model.data.summary}
            </pre>
          </Tabs.Panel>
        </Tabs>
      )}
    </Modal>
  );
}
