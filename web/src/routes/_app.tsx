import { createFileRoute, Outlet, redirect } from '@tanstack/react-router';
import { Shell } from '../app/shell/shell.tsx';
import { fetchViewer } from '../features/auth/fetch-viewer.ts';
import { ViewerProvider } from '../lib/viewer.tsx';

export const Route = createFileRoute('/_app')({
  beforeLoad: async ({ context, location }) => {
    const viewer = await fetchViewer(context.client);
    if (!viewer) throw redirect({ to: '/sign-in', search: { next: location.href } });
    return { viewer };
  },
  component: App,
});

function App() {
  return (
    <ViewerProvider viewer={Route.useRouteContext().viewer}>
      <Shell>
        <Outlet />
      </Shell>
    </ViewerProvider>
  );
}
