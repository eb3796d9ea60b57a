import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { requireAdmin } from '../../../app/require-admin.ts';
import { MemberPage } from '../../../features/people/member-page.tsx';
import { DEFAULT_PERIOD, periodSearch } from '../../../lib/period.ts';

export const Route = createFileRoute('/_app/members/$memberId')({
  validateSearch: z.object({ period: periodSearch }),
  search: { middlewares: [stripSearchParams({ period: DEFAULT_PERIOD })] },
  beforeLoad: requireAdmin,
  component: Member,
});

function Member() {
  const { memberId } = Route.useParams();
  const navigate = Route.useNavigate();
  return (
    <MemberPage
      memberId={memberId}
      period={Route.useSearch().period}
      onPeriod={(period) => void navigate({ search: { period } })}
    />
  );
}
