import { createYoga, type Plugin } from 'graphql-yoga';
import type { Log } from '../lib/log.ts';
import { closedMonthsNotice } from '../modules/ledger/close/closed-months-notice.ts';
import { type ContextDependencies, createContext, type RequestContext } from './create-context.ts';
import { eventStreams } from './event-streams.ts';
import { graphiqlPage } from './graphiql-page.ts';
import {
  compressAnswers,
  keepNothing,
  operationTimeout,
  plainMutations,
  sameSiteOnly,
  sendCookies,
} from './http-plugins.ts';
import { maskErrors } from './mask-errors.ts';
import { plainText } from './plain-text.ts';
import { queryLimits } from './query-limits.ts';
import { schema } from './schema.ts';

export interface GraphqlDependencies extends ContextDependencies {
  log: Log;
  /** Offer GraphiQL to signed-in browsers. */
  hasGraphiql: boolean;
  maxBodyBytes: number;
  /** Longest an operation may run; subscriptions are exempt. */
  operationTimeoutMs: number;
  plugins?: Plugin[];
}

export type GraphqlHandler = ReturnType<typeof createGraphqlHandler>;

/** The GraphQL endpoint as a Fetch handler: `handler.fetch(request, { address, cookies: [] })`. */
export function createGraphqlHandler(dependencies: GraphqlDependencies) {
  const { log, installation, maxBodyBytes, operationTimeoutMs, plugins = [] } = dependencies;
  return createYoga<RequestContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    cors: false,
    logging: false,
    graphiql: false,
    multipart: false,
    maxRequestBodySize: maxBodyBytes,
    maskedErrors: { maskError: maskErrors(log), errorMessage: 'Unexpected error.' },
    context: ({ request, address, cookies }) => createContext(request, { address, cookies }, dependencies),
    plugins: [
      sameSiteOnly(installation.publicUrl),
      graphiqlPage(dependencies),
      sendCookies(),
      keepNothing(),
      compressAnswers(),
      plainMutations(),
      operationTimeout(operationTimeoutMs),
      ...queryLimits(),
      eventStreams(),
      closedMonthsNotice(),
      plainText(),
      ...plugins,
    ],
  });
}
