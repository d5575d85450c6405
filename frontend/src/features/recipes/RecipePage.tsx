/** A recipe: what it reads and writes, its settings, its history, and at the right what the settings will mean. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { ApiError, flowQuery, projectQuery, recipeTypesQuery } from '@/api';
import { useObjectId, useProjectKey } from '@/lib/params';
import { ErrorState, Page, Sheet, SkeletonRows } from '@/ui';
import { GoneItem } from '../folders';
import { RecipeEditor } from './RecipeEditor';
import type { RecipeEditorProps } from './RecipeFrame';
import { recipeQuery } from './recipeQueries';

const VisualEditor = lazy(() => import('../visual').then((feature) => ({ default: feature.VisualEditor })));
const PrepareEditor = lazy(() => import('../prepare').then((feature) => ({ default: feature.PrepareEditor })));

const CodeRecipeEditor = lazy(() => import('../code/CodeRecipeEditor').then((feature) => ({ default: feature.CodeRecipeEditor })));

const CODE_TYPES: ReadonlySet<string> = new Set(['python', 'sql-query']);

/** The editor of a type: most are a form; a script and a query each have one of their own. */
function Editor(props: RecipeEditorProps) {
  const { type, family } = props.type;
  if (CODE_TYPES.has(type)) return <CodeRecipeEditor {...props} />;
  if (type === 'prepare') return <PrepareEditor {...props} />;
  if (family === 'visual') return <VisualEditor {...props} />;
  return <RecipeEditor {...props} />;
}

export default function RecipePage() {
  const key = useProjectKey();
  const id = useObjectId();
  const recipe = useQuery(recipeQuery(key, id));
  const types = useQuery(recipeTypesQuery());
  const flow = useQuery(flowQuery(key));
  const project = useQuery(projectQuery(key));
  const type = types.data?.find((one) => one.type === recipe.data?.type);

  if (recipe.data && type && flow.data) {
    return (
      <Suspense fallback={<Waiting />}>
        <Editor key={id} projectKey={key} projectName={project.data?.name ?? key} recipe={recipe.data} type={type} flow={flow.data} />
      </Suspense>
    );
  }
  const error = recipe.error ?? types.error ?? flow.error;
  const retry = () => void Promise.all([recipe.refetch(), types.refetch(), flow.refetch()]);
  return (
    <Page documentTitle="Recipe">
      <Sheet>
        {recipe.error instanceof ApiError && recipe.error.status === 404 ? (
          <GoneItem projectKey={key} id={id} kind="recipe" error={recipe.error} />
        ) : error ? (
          <ErrorState error={error} what="the recipe" onRetry={retry} />
        ) : recipe.data && types.data ? (
          <ErrorState error={new Error(`The type ${recipe.data.type} is not installed here, so its settings cannot be shown. They are kept as they are.`)} />
        ) : (
          <SkeletonRows rows={10} awaited="the recipe" />
        )}
      </Sheet>
    </Page>
  );
}

function Waiting() {
  return (
    <Page documentTitle="Recipe">
      <Sheet>
        <SkeletonRows rows={10} awaited="the editor" />
      </Sheet>
    </Page>
  );
}
