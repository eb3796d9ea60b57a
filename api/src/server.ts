import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Config } from './config.ts';
import type { Installation } from './graphql/context.ts';
import { createGraphqlHandler } from './graphql/create-graphql-handler.ts';
import { backgroundWork } from './http/background-work.ts';
import { dispatch } from './http/dispatch.ts';
import { healthRoutes } from './http/health-routes.ts';
import { createMetrics } from './http/metrics.ts';
import type { Route } from './http/route.ts';
import { securityHeaders } from './http/security-headers.ts';
import { staticFiles } from './http/static-files.ts';
import type { Clock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { SendMail } from './lib/mail.ts';
import { tokenRateLimit } from './lib/token-rate-limit.ts';
import { mcpRoute } from './mcp/mcp-route.ts';
import { googleRoutes } from './modules/auth/google-routes.ts';
import { exportRoutes } from './modules/exports/export-routes.ts';
import { otlpRoutes } from './modules/usage/otlp/otlp-routes.ts';

export interface ServerDependencies {
  config: Pick<Config, 'publicUrl' | 'trustProxy' | 'allowedDomains' | 'google' | 'graphiql'>;
  clock: Clock;
  log: Log;
  /** Where the built web app lies; not built: pages answer 503, the API works. */
  webDirectory: string;
  /** Undefined without SMTP. */
  sendMail?: SendMail | undefined;
  /** Answers `/hooks/sync`, its secret included. */
  onSyncHook?: ((request: Request) => Promise<Response>) | undefined;
  /** Paths of other modules. */
  routes?: readonly Route[];
  /** To count more than HTTP at `/metrics`. */
  registry?: Registry;
  limits?: Partial<typeof LIMITS>;
}

const LIMITS = {
  maxBodyBytes: 8_000_000,
  operationTimeoutMs: 60_000,
  requestTimeoutMs: 60_000,
  /** GraphQL requests of one API token. */
  requestsPerMinute: 1_200,
  /** Longest a graceful stop waits for running requests. */
  drainMs: 10_000,
};

export type OutlayServer = ReturnType<typeof createServer>;

/** The whole HTTP side. `listen` binds it, `close` stops it gracefully. The database is bound before (`useDatabase`). */
export function createServer(dependencies: ServerDependencies) {
  const { config, clock, log, sendMail, onSyncHook } = dependencies;
  const limits = { ...LIMITS, ...dependencies.limits };
  const background = backgroundWork(log);
  const metrics = createMetrics(dependencies.registry);
  let isStopping = false;
  const installation: Installation = {
    publicUrl: config.publicUrl,
    allowedDomains: config.allowedDomains,
    hasGoogleSignIn: config.google !== undefined,
    sendMail,
    inBackground: background.run,
  };
  const spendRequest = tokenRateLimit(limits.requestsPerMinute, clock);
  const graphql = createGraphqlHandler({
    clock,
    log,
    installation,
    spendRequest,
    hasGraphiql: config.graphiql,
    ...limits,
    plugins: [metrics.plugin],
  });
  const routes: Route[] = [
    ...healthRoutes(() => isStopping),
    metrics.route,
    ...(config.google ? googleRoutes({ settings: config.google, installation, clock, log }) : []),
    ...(onSyncHook ? [{ method: 'ANY', path: '/hooks/sync', handle: onSyncHook } as const] : []),
    ...exportRoutes({ installation, clock, log, spendRequest }),
    mcpRoute({ installation, clock, log, spendRequest, graphql }),
    ...otlpRoutes({ installation, clock, log, spendRequest, maxBodyBytes: limits.maxBodyBytes }),
    ...(dependencies.routes ?? []),
  ];
  const targets = { ...config, graphql, routes, sendPage: staticFiles(dependencies.webDirectory), ...limits };
  const headers = Object.entries(securityHeaders(config.publicUrl));
  const streams = new Set<ServerResponse>();

  const server = createHttpServer({ requestTimeout: limits.requestTimeoutMs, headersTimeout: 20_000 });
  server.on('request', (message, response) => {
    const start = performance.now();
    for (const [name, value] of headers) response.setHeader(name, value);
    response.on('error', (error) => log.debug({ err: error }, 'a client went away'));
    response.on('close', () => streams.delete(response));
    if (message.headers.accept?.includes('text/event-stream')) streams.add(response);
    dispatch(message, response, targets)
      .catch((error: unknown) => giveUp(error, message, response, log))
      .then((name) => {
        metrics.observe(name, message.method ?? '', response.statusCode, (performance.now() - start) / 1000);
      });
  });

  return {
    /** The address it is bound to, such as `http://127.0.0.1:4000`. */
    listen(port: number, host: string): Promise<string> {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve(urlOf(server.address()));
        });
      });
    },
    /** Takes no new requests, ends event streams, lets running requests finish. */
    async close(): Promise<void> {
      isStopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const stream of streams) stream.end();
      server.closeIdleConnections();
      const deadline = setTimeout(() => server.closeAllConnections(), limits.drainMs);
      await closed;
      clearTimeout(deadline);
      await background.settled();
      await graphql.dispose();
    },
  };
}

function giveUp(error: unknown, message: IncomingMessage, response: ServerResponse, log: Log): string {
  if (response.destroyed) return 'aborted';
  log.error({ err: error, method: message.method, path: pathOf(message) }, 'a request failed');
  if (!response.headersSent) response.writeHead(500);
  response.end();
  return 'failed';
}

/** A path may hold a secret, such as a calendar's. */
const pathOf = ({ url = '' }: IncomingMessage) => url.split('?')[0]?.replace(/[\w-]{24,}/g, '[hidden]');

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('The server listens on a TCP port only.');
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
