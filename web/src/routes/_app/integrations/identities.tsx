import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { IdentitiesPage } from '../../../features/integrations/identities-page.tsx';
import { identitiesSearch, identitiesSearchDefaults } from '../../../features/integrations/identities-search.ts';

export const Route = createFileRoute('/_app/integrations/identities')({
  validateSearch: identitiesSearch,
  search: { middlewares: [stripSearchParams(identitiesSearchDefaults)] },
  component: Identities,
});

function Identities() {
  const navigate = Route.useNavigate();
  return (
    <IdentitiesPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }), replace: 'q' in change })}
    />
  );
}
