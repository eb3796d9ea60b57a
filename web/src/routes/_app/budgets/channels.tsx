import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { dialogDefaults, dialogSearch } from '../../../features/budgets/budgets-search.ts';
import { ChannelsPage } from '../../../features/budgets/channels-page.tsx';

export const Route = createFileRoute('/_app/budgets/channels')({
  validateSearch: dialogSearch,
  search: { middlewares: [stripSearchParams(dialogDefaults)] },
  beforeLoad: requireAdmin,
  component: Channels,
});

function Channels() {
  const navigate = Route.useNavigate();
  return (
    <ChannelsPage dialog={Route.useSearch().dialog} onDialog={(dialog) => void navigate({ search: { dialog } })} />
  );
}
