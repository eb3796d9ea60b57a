import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { projectionDefaults, projectionSearch } from '../../../features/budgets/budgets-search.ts';
import { ProjectionPage } from '../../../features/budgets/projection-page.tsx';

export const Route = createFileRoute('/_app/budgets/projection')({
  validateSearch: projectionSearch,
  search: { middlewares: [stripSearchParams(projectionDefaults)] },
  beforeLoad: requireAdmin,
  component: Projection,
});

function Projection() {
  const navigate = Route.useNavigate();
  return (
    <ProjectionPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }) })}
    />
  );
}
