import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../app/require-admin.ts';
import { archivableSearch, archivableSearchDefaults } from '../../features/people/archivable-search.ts';
import { ProjectsPage } from '../../features/people/projects-page.tsx';

export const Route = createFileRoute('/_app/projects')({
  validateSearch: archivableSearch,
  search: { middlewares: [stripSearchParams(archivableSearchDefaults)] },
  beforeLoad: requireAdmin,
  component: Projects,
});

function Projects() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ProjectsPage
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
    />
  );
}
