/** Render a part of the product with everything it stands on, and a stubbed server. */
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { makeQueryClient } from '@/api/queryClient';
import { makeRouter } from '@/app/router';
import { cssVariablesResolver, theme } from '@/theme/theme';

/** Render inside theme, queries and a router that stands at `at` (any address is accepted). */
export function renderPart(part: ReactNode, { at = '/projects/DEMO/flow', path = '/projects/$key/flow' } = {}) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  const root = createRootRoute();
  const route = createRoute({ getParentRoute: () => root, path, component: () => part });
  const rest = createRoute({ getParentRoute: () => root, path: '$', component: () => null });
  const router = createRouter({
    routeTree: root.addChildren([route, rest]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  const view = render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} env="test">
      <QueryClientProvider client={queryClient}>
        <Notifications />
        <ModalsProvider>
          {/* The test's own small route tree stands in for the product's. */}
          <RouterProvider router={router as never} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...view, queryClient, router };
}

/** Render the whole product at an address, with its own routes. */
export function renderPage(at: string) {
  const queryClient = makeQueryClient(() => undefined);
  queryClient.setDefaultOptions({ queries: { retry: false }, mutations: { retry: false } });
  const router = makeRouter(queryClient, createMemoryHistory({ initialEntries: [at] }));
  const view = render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} env="test">
      <QueryClientProvider client={queryClient}>
        <Notifications />
        <ModalsProvider>
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...view, queryClient, router };
}

export interface Call {
  method: string;
  headers: Headers;
  path: string;
  search: URLSearchParams;
  body: unknown;
}


/**
 * Stub the server: answers by "METHOD /path", a value or a function of the call; what is not named answers 404.
 *
 * @returns The calls made, in order.
 */
export function stubServer(answers: Record<string, unknown>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url, 'http://test');
    const text = request.method === 'GET' ? '' : await request.clone().text();
    const call: Call = {
      method: request.method,
      headers: request.headers,
      path: url.pathname,
      search: url.searchParams,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
    calls.push(call);
    const key = `${call.method} ${call.path}`;
    if (!(key in answers)) return problem(404, `Nothing is stubbed at ${key}.`);
    const answer = answers[key];
    const value: unknown = typeof answer === 'function' ? (answer as (call: Call) => unknown)(call) : answer;
    return value instanceof Response ? value.clone() : Response.json(value);
  });
  return calls;
}

/** An error answer in the shape the server gives. */
export function problem(status: number, message: string, fields: { loc: (string | number)[]; message: string }[] = []): Response {
  return Response.json({ code: 'test', message, hint: null, fields, details: {}, request_id: 'req_test' }, { status });
}
