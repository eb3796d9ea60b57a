import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { ConnectionPage } from '../../../features/integrations/connection-page.tsx';
import { connectionSearch, connectionSearchDefaults } from '../../../features/integrations/connection-search.ts';

export const Route = createFileRoute('/_app/integrations/connections/$connectionId')({
  validateSearch: connectionSearch,
  search: { middlewares: [stripSearchParams(connectionSearchDefaults)] },
  component: Connection,
});

function Connection() {
  const { connectionId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <ConnectionPage
      key={connectionId}
      connectionId={connectionId}
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }), resetScroll: false })}
    />
  );
}
