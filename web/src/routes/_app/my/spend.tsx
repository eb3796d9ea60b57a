import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { MyBudgets } from '../../../features/budgets/my-budgets.tsx';
import { MyProjection } from '../../../features/budgets/my-projection.tsx';
import { MySpendPage } from '../../../features/people/my-spend-page.tsx';
import { DEFAULT_PERIOD, periodSearch } from '../../../lib/period.ts';

export const Route = createFileRoute('/_app/my/spend')({
  validateSearch: z.object({ period: periodSearch }),
  search: { middlewares: [stripSearchParams({ period: DEFAULT_PERIOD })] },
  component: MySpend,
});

function MySpend() {
  const navigate = Route.useNavigate();
  return (
    <MySpendPage
      period={Route.useSearch().period}
      onPeriod={(period) => void navigate({ search: { period } })}
      above={<MyBudgets />}
      below={<MyProjection />}
    />
  );
}
