import { createRouter } from '@tanstack/react-router';
import type { Client } from 'urql';
import { PageNotFound } from '../components/not-found.tsx';
import { RouteError } from '../components/route-error.tsx';
import { routeTree } from '../route-tree.gen.ts';

export function createAppRouter(client: Client) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    pathParamsAllowedCharacters: [':', '@'],
    scrollRestoration: true,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: PageNotFound,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
