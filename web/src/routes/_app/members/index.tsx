import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { MembersPage } from '../../../features/people/members-page.tsx';
import { membersSearch, membersSearchDefaults } from '../../../features/people/members-search.ts';

export const Route = createFileRoute('/_app/members/')({
  validateSearch: membersSearch,
  search: { middlewares: [stripSearchParams(membersSearchDefaults)] },
  beforeLoad: requireAdmin,
  component: Members,
});

function Members() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <MembersPage
      search={search}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
    />
  );
}
