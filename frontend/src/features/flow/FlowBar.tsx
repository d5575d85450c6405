/** The bar above the flow: view, search, and what can be added or built. */
import { Button, CloseButton, Menu, TextInput } from '@mantine/core';
import { IconList, IconPlayerPlay, IconPlus, IconSearch, IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { recipeTypesQuery } from '@/api';
import { recipeLook } from '@/features/items';
import { useProjectKey } from '@/lib/params';
import { ItemShape, Segmented, SheetBar } from '@/ui';
import { useFlowDialog } from './flowDialog';
import type { FlowGraph } from './flowGraph';
import classes from './FlowBar.module.css';
import { offersFor } from './offers';
import { finalTargets } from './targets';
import type { FlowView } from './useFlowSearch';

const ICON = { size: 16, stroke: 1.5 } as const;

export function FlowBar({ graph, view }: { graph: FlowGraph | undefined; view: FlowView }) {
  const openDialog = useFlowDialog((state) => state.open);
  const targets = graph ? finalTargets(graph) : [];
  return (
    <SheetBar title="Flow">
      <Segmented
        label="View"
        value={view.mode}
        onChange={view.setMode}
        options={[
          { value: 'canvas', label: <Labelled icon={<IconSitemap {...ICON} />} text="Canvas" /> },
          { value: 'outline', label: <Labelled icon={<IconList {...ICON} />} text="Outline" /> },
        ]}
      />
      <TextInput
        id="flow-search"
        className={classes.search}
        aria-label="Find in the flow"
        placeholder="Find in the flow"
        leftSection={<IconSearch {...ICON} />}
        rightSection={view.query === '' ? <kbd>/</kbd> : <CloseButton size="sm" aria-label="Clear the search" onClick={() => view.setQuery('')} />}
        value={view.query}
        onChange={(event) => view.setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // The first Escape empties the search, the second leaves it.
          if (view.query === '') event.currentTarget.blur();
          else view.setQuery('');
        }}
      />
      <div className={classes.deeds}>
        <AddDataset />
        <AddRecipe graph={graph} selected={view.selected} />
        <Button
          leftSection={<IconPlayerPlay {...ICON} />}
          disabled={targets.length === 0}
          title={targets.length === 0 ? 'No recipe writes anything yet' : undefined}
          onClick={() => openDialog({ kind: 'build', targets })}
        >
          Build all
        </Button>
      </div>
    </SheetBar>
  );
}

function Labelled({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <span className={classes.labelled}>
      {icon}
      {text}
    </span>
  );
}

/** The menu of things to read: a table from a file or the server, or a folder. */
export function AddDataset() {
  const key = useProjectKey();
  const openDialog = useFlowDialog((state) => state.open);
  return (
    <Menu width={280}>
      <Menu.Target>
        <Button leftSection={<IconPlus {...ICON} />}>Dataset</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<ItemShape kind="dataset" glyph="table-in" size={24} />}
          renderRoot={(props: Record<string, unknown>) => (
            <Link to="/projects/$key/datasets/new" params={{ key }} search={{ source: 'upload' }} {...props} />
          )}
        >
          Dataset from a file
          <div className={classes.help}>Upload a CSV with labels or figures</div>
        </Menu.Item>
        <Menu.Item
          leftSection={<ItemShape kind="dataset" glyph="table" size={24} />}
          renderRoot={(props: Record<string, unknown>) => (
            <Link to="/projects/$key/datasets/new" params={{ key }} search={{ source: 'root' }} {...props} />
          )}
        >
          Dataset from the server
          <div className={classes.help}>Read a file below an allowed folder</div>
        </Menu.Item>
        <Menu.Item leftSection={<ItemShape kind="folder" glyph="pictures" size={24} />} onClick={() => openDialog({ kind: 'folder' })}>
          Folder
          <div className={classes.help}>For pictures or networks: upload, or read from the server</div>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The menu of recipe types, those that fit the selection first. */
export function AddRecipe({ graph, selected: ids = [] }: { graph: FlowGraph | undefined; selected?: readonly string[] }) {
  const openDialog = useFlowDialog((state) => state.open);
  const { data: types = [] } = useQuery(recipeTypesQuery());
  const selected = ids.flatMap((id) => {
    const node = graph?.byId.get(id);
    return node?.type === 'item' ? [node.item] : [];
  });
  return (
    <Menu width={320}>
      <Menu.Target>
        <Button leftSection={<IconPlus {...ICON} />} disabled={types.length === 0}>
          Recipe
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{selected.length === 0 ? 'Choose its inputs in the next step' : `For the selected ${selected.length === 1 ? 'item' : 'items'}`}</Menu.Label>
        {offersFor(types, selected).map((offer) => (
          <Menu.Item
            key={offer.type.type}
            disabled={offer.reason !== undefined}
            className={classes.offer}
            leftSection={<ItemShape {...recipeLook(offer.type)} size={24} />}
            onClick={() => openDialog({ kind: 'recipe', type: offer.type, taken: offer.taken })}
          >
            {offer.type.label}
            <div className={classes.help}>{offer.reason ?? offer.type.description}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
