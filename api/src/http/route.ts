/** What a handler may know of its caller besides the request. */
export interface RouteCaller {
  address: string;
  /** Called from this machine itself, not through a proxy. */
  isLocal: boolean;
}

/** One path outside GraphQL, as a Fetch handler. */
export interface Route {
  method: 'GET' | 'POST' | 'ANY';
  /** Exact, such as `/hooks/sync`; with a trailing `/*` everything below. */
  path: string;
  handle(request: Request, caller: RouteCaller): Response | Promise<Response>;
}

/** The route for a path and method; 'WRONG_METHOD' when only the path fits. A HEAD is answered as GET. */
export function routeFor(routes: readonly Route[], method: string, path: string): Route | 'WRONG_METHOD' | undefined {
  const onPath = routes.filter((route) => matches(route.path, path));
  const asked = method === 'HEAD' ? 'GET' : method;
  const route = onPath.find((candidate) => candidate.method === 'ANY' || candidate.method === asked);
  return route ?? (onPath.length > 0 ? 'WRONG_METHOD' : undefined);
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('/*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
