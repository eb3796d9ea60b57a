import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Route } from './route.ts';

/** What the server counts, in Prometheus' format at `/metrics`: for callers on this machine only, it tells of traffic. */
export function createMetrics(registry: Registry = new Registry()) {
  collectDefaultMetrics({ register: registry });
  const requestSeconds = new Histogram({
    name: 'outlay_http_request_duration_seconds',
    help: 'Time from request to the end of its answer.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const operations = new Counter({
    name: 'outlay_graphql_operations_total',
    help: 'GraphQL operations by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  const route: Route = {
    method: 'GET',
    path: '/metrics',
    async handle(_request, { isLocal }) {
      if (!isLocal) return new Response('Metrics are for callers on this machine.\n', { status: 403 });
      return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
    },
  };
  const plugin: Plugin = {
    onExecute: ({ args }) => ({
      onExecuteDone({ result }) {
        const kind = getOperationAST(args.document, args.operationName)?.operation;
        const failed = 'errors' in result && (result.errors?.length ?? 0) > 0;
        operations.inc({ kind: kind ?? 'unknown', outcome: failed ? 'errors' : 'ok' });
      },
    }),
  };
  const observe = (name: string, method: string, status: number, seconds: number) =>
    requestSeconds.observe({ route: name, method, status }, seconds);
  return { registry, route, plugin, observe };
}
