import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { dialogDefaults, dialogSearch } from '../../../features/budgets/budgets-search.ts';
import { RulesPage } from '../../../features/budgets/rules-page.tsx';

export const Route = createFileRoute('/_app/budgets/rules')({
  validateSearch: dialogSearch,
  search: { middlewares: [stripSearchParams(dialogDefaults)] },
  beforeLoad: requireAdmin,
  component: Rules,
});

function Rules() {
  const navigate = Route.useNavigate();
  return <RulesPage dialog={Route.useSearch().dialog} onDialog={(dialog) => void navigate({ search: { dialog } })} />;
}
