import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { requireAdmin } from '../../../app/require-admin.ts';
import { AgentPage } from '../../../features/people/agent-page.tsx';
import { DEFAULT_PERIOD, periodSearch } from '../../../lib/period.ts';

export const Route = createFileRoute('/_app/agents/$agentId')({
  validateSearch: z.object({ period: periodSearch }),
  search: { middlewares: [stripSearchParams({ period: DEFAULT_PERIOD })] },
  beforeLoad: requireAdmin,
  component: Agent,
});

function Agent() {
  const { agentId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <AgentPage
      agentId={agentId}
      period={Route.useSearch().period}
      onPeriod={(period) => void navigate({ search: { period } })}
    />
  );
}
