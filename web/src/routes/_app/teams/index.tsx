import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { archivableSearch, archivableSearchDefaults } from '../../../features/people/archivable-search.ts';
import { TeamsPage } from '../../../features/people/teams-page.tsx';

export const Route = createFileRoute('/_app/teams/')({
  validateSearch: archivableSearch,
  search: { middlewares: [stripSearchParams(archivableSearchDefaults)] },
  beforeLoad: requireAdmin,
  component: Teams,
});

function Teams() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TeamsPage
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
    />
  );
}
