import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, useState } from 'react';
import { Provider as GraphQLProvider } from 'urql';
import { createGraphQLClient } from './graphql-client.ts';
import { createAppRouter } from './router.ts';
import { cssVariables, theme } from './theme.ts';

/** One client and one router per signed-in person: signing in or out starts both afresh, with an empty cache. */
export function App() {
  const [{ client, router }] = useState(() => {
    const client = createGraphQLClient({
      onUnauthenticated: () => {
        const { pathname, href } = router.state.location;
        if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { next: href } });
      },
    });
    const router = createAppRouter(client);
    return { client, router };
  });

  return (
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <GraphQLProvider value={client}>
          <RouterProvider router={router} />
          <Notifications position="bottom-right" limit={3} />
        </GraphQLProvider>
      </MantineProvider>
    </StrictMode>
  );
}
