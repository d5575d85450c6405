/** All routes in one place. Feature pages load when they are first visited; a page is the default export of its file. */
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { ApiError, meQuery } from '@/api';
import { NotFoundPage } from './layout/NotFoundPage';
import { ProjectScope } from './layout/ProjectScope';
import { RouteError } from './layout/RouteError';
import { Shell } from './layout/Shell';
import {
  validateAnalysisSearch,
  validateDatasetSearch,
  validateEvaluationsSearch,
  validateFlowSearch,
  validateFolderSearch,
  validateItemsSearch,
  validateJobSearch,
  validateJobsSearch,
  validateLabSearch,
  validateLoginSearch,
  validateModelSearch,
  validateNewDatasetSearch,
  validateNotebooksSearch,
  validateRecipeSearch,
  validateSavedModelSearch,
  validateTaskSearch,
} from './search';

interface RouterContext {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: validateLoginSearch,
  component: lazyRouteComponent(() => import('@/features/auth/LoginPage')),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.query({ ...meQuery(), staleTime: 'static' });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect({ to: '/login', search: { to: location.href } });
      }
      throw error;
    }
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/projects/HomePage')),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/account/SettingsPage')),
});
const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: lazyRouteComponent(() => import('@/features/admin/AdminPage')),
});

const project = createRoute({ getParentRoute: () => shell, path: '/projects/$key', component: ProjectScope });

const projectIndex = createRoute({
  getParentRoute: () => project,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/projects/$key/flow', params: { key: params.key } });
  },
});
const flow = createRoute({
  getParentRoute: () => project,
  path: '/flow',
  validateSearch: validateFlowSearch,
  component: lazyRouteComponent(() => import('@/features/flow/FlowPage')),
});
const data = createRoute({
  getParentRoute: () => project,
  path: '/data',
  validateSearch: validateItemsSearch,
  component: lazyRouteComponent(() => import('@/features/items/DataPage')),
});
const folder = createRoute({
  getParentRoute: () => project,
  path: '/folders/$id',
  validateSearch: validateFolderSearch,
  component: lazyRouteComponent(() => import('@/features/folders/FolderPage')),
});
const newDataset = createRoute({
  getParentRoute: () => project,
  path: '/datasets/new',
  validateSearch: validateNewDatasetSearch,
  component: lazyRouteComponent(() => import('@/features/datasets/NewDatasetPage')),
});
const dataset = createRoute({
  getParentRoute: () => project,
  path: '/datasets/$id',
  validateSearch: validateDatasetSearch,
  component: lazyRouteComponent(() => import('@/features/datasets/DatasetPage')),
});
const recipes = createRoute({
  getParentRoute: () => project,
  path: '/recipes',
  validateSearch: validateItemsSearch,
  component: lazyRouteComponent(() => import('@/features/items/RecipesPage')),
});
const recipe = createRoute({
  getParentRoute: () => project,
  path: '/recipes/$id',
  validateSearch: validateRecipeSearch,
  component: lazyRouteComponent(() => import('@/features/recipes/RecipePage')),
});
const lab = createRoute({
  getParentRoute: () => project,
  path: '/lab',
  validateSearch: validateLabSearch,
  component: lazyRouteComponent(() => import('@/features/lab/LabPage')),
});
const analysis = createRoute({
  getParentRoute: () => project,
  path: '/analyses/$id',
  validateSearch: validateAnalysisSearch,
  component: lazyRouteComponent(() => import('@/features/lab/AnalysisPage')),
});
const task = createRoute({
  getParentRoute: () => project,
  path: '/tasks/$id',
  validateSearch: validateTaskSearch,
  component: lazyRouteComponent(() => import('@/features/lab/task/TaskPage')),
});
const macros = createRoute({
  getParentRoute: () => project,
  path: '/macros',
  component: lazyRouteComponent(() => import('@/features/macros/MacrosPage')),
});
const projectSettings = createRoute({
  getParentRoute: () => project,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/projects/ProjectSettingsPage')),
});
const macro = createRoute({
  getParentRoute: () => project,
  path: '/macros/$type',
  component: lazyRouteComponent(() => import('@/features/macros/MacroPage')),
});
const jobs = createRoute({
  getParentRoute: () => project,
  path: '/jobs',
  validateSearch: validateJobsSearch,
  component: lazyRouteComponent(() => import('@/features/jobs/JobsPage')),
});
const job = createRoute({
  getParentRoute: () => project,
  path: '/jobs/$id',
  validateSearch: validateJobSearch,
  component: lazyRouteComponent(() => import('@/features/jobs/JobPage')),
});
const variables = createRoute({
  getParentRoute: () => project,
  path: '/variables',
  component: lazyRouteComponent(() => import('@/features/variables/VariablesPage')),
});
const notebooks = createRoute({
  getParentRoute: () => project,
  path: '/notebooks',
  validateSearch: validateNotebooksSearch,
  component: lazyRouteComponent(() => import('@/features/notebooks/NotebooksPage')),
});
const model = createRoute({
  getParentRoute: () => project,
  path: '/models/$folderId',
  validateSearch: validateModelSearch,
  component: lazyRouteComponent(() => import('@/features/models/ModelPage')),
});
const savedModel = createRoute({
  getParentRoute: () => project,
  path: '/saved-models/$id',
  validateSearch: validateSavedModelSearch,
  component: lazyRouteComponent(() => import('@/features/savedmodels/SavedModelPage')),
});
const evaluations = createRoute({
  getParentRoute: () => project,
  path: '/evaluations/$id',
  validateSearch: validateEvaluationsSearch,
  component: lazyRouteComponent(() => import('@/features/evaluations/EvaluationsPage')),
});

/** Addresses that no page has stay inside the frame, and inside their project, so that every way on is there. */
const noProjectPage = createRoute({ getParentRoute: () => project, path: '$', component: NotFoundPage });
const noPage = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage });

const tree = root.addChildren([
  login,
  shell.addChildren([
    home,
    settings,
    admin,
    project.addChildren([
      projectIndex,
      flow,
      data,
      folder,
      newDataset,
      dataset,
      recipes,
      recipe,
      lab,
      analysis,
      task,
      projectSettings,
      macros,
      macro,
      jobs,
      job,
      model,
      savedModel,
      evaluations,
      variables,
      notebooks,
      noProjectPage,
    ]),
    noPage,
  ]),
]);

/** The product's router; tests give it a history of their own. */
export function makeRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    ...(history ? { history } : {}),
    routeTree: tree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    scrollRestoration: true,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
