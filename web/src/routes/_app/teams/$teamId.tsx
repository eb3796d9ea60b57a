import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { requireAdmin } from '../../../app/require-admin.ts';
import { TeamPage } from '../../../features/people/team-page.tsx';
import { DEFAULT_PERIOD, periodSearch } from '../../../lib/period.ts';

export const Route = createFileRoute('/_app/teams/$teamId')({
  validateSearch: z.object({ period: periodSearch }),
  search: { middlewares: [stripSearchParams({ period: DEFAULT_PERIOD })] },
  beforeLoad: requireAdmin,
  component: Team,
});

function Team() {
  const { teamId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <TeamPage
      teamId={teamId}
      period={Route.useSearch().period}
      onPeriod={(period) => void navigate({ search: { period } })}
    />
  );
}
