import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { AgentsPage } from '../../../features/people/agents-page.tsx';
import { archivableSearch, archivableSearchDefaults } from '../../../features/people/archivable-search.ts';

export const Route = createFileRoute('/_app/agents/')({
  validateSearch: archivableSearch,
  search: { middlewares: [stripSearchParams(archivableSearchDefaults)] },
  beforeLoad: requireAdmin,
  component: Agents,
});

function Agents() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AgentsPage
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
    />
  );
}
