import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { AuditPage } from '../../../features/audit/audit-page.tsx';
import { auditSearch, auditSearchDefaults } from '../../../features/audit/audit-search.ts';

export const Route = createFileRoute('/_app/settings/audit')({
  validateSearch: auditSearch,
  search: { middlewares: [stripSearchParams(auditSearchDefaults)] },
  beforeLoad: requireAdmin,
  component: Audit,
});

function Audit() {
  const navigate = Route.useNavigate();
  return (
    <AuditPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true })}
      onNext={(after) => void navigate({ search: (before) => ({ ...before, after }) })}
    />
  );
}
