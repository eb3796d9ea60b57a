import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { ConnectionsPage } from '../../../features/integrations/connections-page.tsx';
import { connectionsSearch, connectionsSearchDefaults } from '../../../features/integrations/connections-search.ts';

export const Route = createFileRoute('/_app/integrations/')({
  validateSearch: connectionsSearch,
  search: { middlewares: [stripSearchParams(connectionsSearchDefaults)] },
  component: Connections,
});

function Connections() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ConnectionsPage
      search={search}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }), replace: 'q' in change })}
    />
  );
}
