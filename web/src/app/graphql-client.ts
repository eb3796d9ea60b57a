import { notifications } from '@mantine/notifications';
import { Client, cacheExchange, fetchExchange, getOperationName, mapExchange } from 'urql';
import { CLOSED_PERIODS_NOTICE, closedPeriodsText } from '../lib/closed-periods.ts';
import { errorCode } from '../lib/graphql-error.ts';

interface GraphQLClientOptions {
  /** Called when the server no longer knows the caller; asking who that is (`Viewer`) may be answered so. */
  onUnauthenticated: () => void;
}

/** POST only, a document cache, subscriptions as server-sent events over the same endpoint. */
export function createGraphQLClient({ onUnauthenticated }: GraphQLClientOptions): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchSubscriptions: true,
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [
      mapExchange({
        onError(error, { query }) {
          if (errorCode(error) === 'UNAUTHENTICATED' && getOperationName(query) !== 'Viewer') onUnauthenticated();
        },
        onResult({ extensions }) {
          const message = closedPeriodsText(extensions);
          if (message) notifications.show({ id: CLOSED_PERIODS_NOTICE, message, autoClose: 20_000 });
        },
      }),
      cacheExchange,
      fetchExchange,
    ],
  });
}
