import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { BudgetPage } from '../../../features/budgets/budget-page.tsx';
import { budgetDefaults, budgetSearch } from '../../../features/budgets/budgets-search.ts';

export const Route = createFileRoute('/_app/budgets/$budgetId')({
  validateSearch: budgetSearch,
  search: { middlewares: [stripSearchParams(budgetDefaults)] },
  component: Budget,
});

function Budget() {
  const navigate = Route.useNavigate();
  return (
    <BudgetPage
      budgetId={Route.useParams().budgetId}
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }) })}
    />
  );
}
