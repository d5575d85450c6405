/** All folders, datasets and saved models of a project as a list: what they hold, how fresh they are, who writes and reads them. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { flowQuery, type FlowItem } from '@/api';
import { AddDataset, FlowDialogs, useFlowGraph, type FlowGraph } from '@/features/flow';
import { useProjectKey } from '@/lib/params';
import { itemPath } from '@/lib/paths';
import { EmptyState, ErrorState, ItemShape, Page, Segmented, Sheet, SheetBar, SkeletonRows, StateMark } from '@/ui';
import { ItemIcon } from './ItemIcon';
import { itemFact, itemKindWord, sinceWords } from './itemLook';
import classes from './List.module.css';

const KINDS = [
  { value: 'all', label: 'All' },
  { value: 'folder', label: 'Folders' },
  { value: 'dataset', label: 'Datasets' },
  { value: 'model', label: 'Models' },
] as const;

export default function DataPage() {
  const key = useProjectKey();
  const flow = useQuery(flowQuery(key));
  const search = useSearch({ from: '/shell/projects/$key/data' });
  const navigate = useNavigate({ from: '/projects/$key/data' });
  const graph = useFlowGraph(flow.data);
  const kind = KINDS.find((one) => one.value === search.kind)?.value ?? 'all';
  const items = (graph?.nodes ?? []).flatMap((node) => (node.type === 'item' ? [node.item] : [])).filter((item) => (kind === 'all' || item.kind === kind) && matches(item, search.q ?? ''));
  return (
    <Page documentTitle={`Data - ${key}`}>
      <Sheet className={classes.sheet} label="Data">
        <SheetBar title="Data">
          <Segmented
            label="Which kind"
            value={kind}
            options={KINDS}
            onChange={(next) => void navigate({ search: (old) => ({ ...old, kind: next === 'all' ? undefined : next }), replace: true })}
          />
          <TextInput
            className={classes.search}
            aria-label="Find an item"
            placeholder="Find an item"
            leftSection={<IconSearch size={16} stroke={1.5} />}
            value={search.q ?? ''}
            onChange={(event) => {
              const q = event.currentTarget.value;
              void navigate({ search: (old) => ({ ...old, q: q === '' ? undefined : q }), replace: true });
            }}
          />
          <div className={classes.end}>
            <AddDataset />
          </div>
        </SheetBar>
        {flow.isPending && <SkeletonRows rows={8} height={52} awaited="the items" />}
        {flow.isError && !flow.data && <ErrorState error={flow.error} what="the items" onRetry={() => void flow.refetch()} />}
        {flow.data?.items.length === 0 && (
          <EmptyState title="No data yet" drawing={<ItemShape kind="folder" glyph="pictures" state="not_built" size={72} />} actions={<AddDataset />}>
            Folders of pictures, label datasets and what recipes make of them are listed here.
          </EmptyState>
        )}
        {graph && flow.data && flow.data.items.length > 0 && <ItemTable projectKey={key} items={items} graph={graph} />}
      </Sheet>
      <FlowDialogs projectKey={key} graph={graph} />
    </Page>
  );
}

function matches(item: FlowItem, query: string): boolean {
  const words = query.trim().toLocaleLowerCase();
  return words === '' || `${item.name} ${itemKindWord(item)}`.toLocaleLowerCase().includes(words);
}

function ItemTable({ projectKey, items, graph }: { projectKey: string; items: readonly FlowItem[]; graph: FlowGraph }) {
  if (items.length === 0) return <p className={classes.none}>No item matches.</p>;
  const names = (ids: readonly string[] | undefined) => [...new Set(ids)].flatMap((id) => graph.byId.get(id)?.name ?? []).join(', ');
  return (
    // Focusable, so that the list scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Items">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col" className={classes.hidePhone}>
              Written by
            </th>
            <th scope="col" className={classes.hidePhone}>
              Read by
            </th>
            <th scope="col" className={`${classes.number ?? ''} ${classes.hidePhone ?? ''}`}>
              Built
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                <span className={classes.nameCell}>
                  <ItemIcon item={item} size={36} />
                  <span>
                    <Link className={classes.name} {...itemPath(projectKey, item)}>
                      {item.name}
                    </Link>
                    <div className={classes.kind}>{itemKindWord(item)}</div>
                  </span>
                </span>
              </td>
              <td>
                <StateMark state={item.state} word={itemFact(item)} />
              </td>
              <td className={`${classes.links ?? ''} ${classes.hidePhone ?? ''}`}>{names(graph.before.get(item.id)) || 'by hand'}</td>
              <td className={`${classes.links ?? ''} ${classes.hidePhone ?? ''}`}>{names(graph.after.get(item.id)) || '·'}</td>
              <td className={`${classes.number ?? ''} ${classes.hidePhone ?? ''}`}>{item.built_at === null ? '·' : sinceWords(item.built_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
