import { createFileRoute, stripSearchParams } from '@tanstack/react-router';
import { IntegrationsFrame } from '../../../features/integrations/integrations-frame.tsx';
import { PricesPage } from '../../../features/pricing/prices-page.tsx';
import { pricesSearch, pricesSearchDefaults } from '../../../features/pricing/prices-search.ts';

export const Route = createFileRoute('/_app/integrations/prices')({
  validateSearch: pricesSearch,
  search: { middlewares: [stripSearchParams(pricesSearchDefaults)] },
  component: Prices,
});

function Prices() {
  const navigate = Route.useNavigate();
  return (
    <PricesPage
      search={Route.useSearch()}
      onSearch={(change) => void navigate({ search: (former) => ({ ...former, ...change }), replace: 'q' in change })}
      frame={(content) => <IntegrationsFrame {...content} />}
    />
  );
}
