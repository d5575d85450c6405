/** All recipes of a project as a list: what each reads and writes, and how its last run went. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { flowQuery, type FlowRecipe } from '@/api';
import { AddRecipe, FlowDialogs, useFlowGraph, type FlowGraph } from '@/features/flow';
import { useProjectKey } from '@/lib/params';
import { recipePath } from '@/lib/paths';
import { EmptyState, ErrorState, ItemShape, Page, Sheet, SheetBar, SkeletonRows, StateMark } from '@/ui';
import { RecipeIcon } from './ItemIcon';
import { recipeFact, sinceWords } from './itemLook';
import classes from './List.module.css';

export default function RecipesPage() {
  const key = useProjectKey();
  const flow = useQuery(flowQuery(key));
  const search = useSearch({ from: '/shell/projects/$key/recipes' });
  const navigate = useNavigate({ from: '/projects/$key/recipes' });
  const graph = useFlowGraph(flow.data);
  const words = (search.q ?? '').trim().toLocaleLowerCase();
  const recipes = (flow.data?.recipes ?? []).filter((recipe) => words === '' || `${recipe.name} ${recipe.type_label}`.toLocaleLowerCase().includes(words));
  return (
    <Page documentTitle={`Recipes - ${key}`}>
      <Sheet className={classes.sheet} label="Recipes">
        <SheetBar title="Recipes">
          <TextInput
            className={classes.search}
            aria-label="Find a recipe"
            placeholder="Find a recipe"
            leftSection={<IconSearch size={16} stroke={1.5} />}
            value={search.q ?? ''}
            onChange={(event) => {
              const q = event.currentTarget.value;
              void navigate({ search: (old) => ({ ...old, q: q === '' ? undefined : q }), replace: true });
            }}
          />
          <div className={classes.end}>
            <AddRecipe graph={graph} />
          </div>
        </SheetBar>
        {flow.isPending && <SkeletonRows rows={6} height={52} awaited="the recipes" />}
        {flow.isError && !flow.data && <ErrorState error={flow.error} what="the recipes" onRetry={() => void flow.refetch()} />}
        {flow.data?.recipes.length === 0 && (
          <EmptyState title="No recipes yet" drawing={<ItemShape kind="deep" glyph="classify" size={64} />} actions={<AddRecipe graph={graph} />}>
            A recipe reads folders and datasets and writes new ones: it classifies pictures, extracts features or retrains a network.
          </EmptyState>
        )}
        {graph && recipes.length > 0 && <RecipeTable projectKey={key} recipes={recipes} graph={graph} />}
        {flow.data && flow.data.recipes.length > 0 && recipes.length === 0 && <p className={classes.none}>No recipe matches.</p>}
      </Sheet>
      <FlowDialogs projectKey={key} graph={graph} />
    </Page>
  );
}

function RecipeTable({ projectKey, recipes, graph }: { projectKey: string; recipes: readonly FlowRecipe[]; graph: FlowGraph }) {
  const names = (refs: FlowRecipe['inputs']) => refs.flatMap((ref) => graph.byId.get(ref.item_id)?.name ?? []).join(', ');
  return (
    // Focusable, so that the list scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Recipes">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col" className={classes.hidePhone}>
              Reads
            </th>
            <th scope="col" className={classes.hidePhone}>
              Writes
            </th>
            <th scope="col" className={`${classes.number ?? ''} ${classes.hidePhone ?? ''}`}>
              Last run
            </th>
          </tr>
        </thead>
        <tbody>
          {recipes.map((recipe) => (
            <tr key={recipe.id}>
              <td>
                <span className={classes.nameCell}>
                  <RecipeIcon recipe={recipe} size={34} />
                  <span>
                    <Link className={classes.name} {...recipePath(projectKey, recipe.id)}>
                      {recipe.name}
                    </Link>
                    <div className={classes.kind}>{recipe.type_label}</div>
                  </span>
                </span>
              </td>
              <td>
                <StateMark state={recipe.state} word={recipeFact(recipe)} progress={recipe.fraction ?? undefined} />
              </td>
              <td className={`${classes.links ?? ''} ${classes.hidePhone ?? ''}`}>{names(recipe.inputs) || '·'}</td>
              <td className={`${classes.links ?? ''} ${classes.hidePhone ?? ''}`}>{names(recipe.outputs) || '·'}</td>
              <td className={`${classes.number ?? ''} ${classes.hidePhone ?? ''}`}>{recipe.last_run_at === null ? '·' : sinceWords(recipe.last_run_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
