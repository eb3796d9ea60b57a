import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { BudgetsPage } from '../../../features/budgets/budgets-page.tsx';
import { budgetsDefaults, budgetsSearch } from '../../../features/budgets/budgets-search.ts';

export const Route = createFileRoute('/_app/budgets/')({
  validateSearch: budgetsSearch,
  search: { middlewares: [stripSearchParams(budgetsDefaults)] },
  beforeLoad: requireAdmin,
  component: Budgets,
});

function Budgets() {
  const navigate = Route.useNavigate();
  return (
    <BudgetsPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }), replace: 'q' in change })}
    />
  );
}
