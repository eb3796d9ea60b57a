import { SegmentedControl } from '@mantine/core';
import type { IdentitiesSearch, IdentityView } from './identities-search.ts';
import { identityViews } from './identities-search.ts';
import { IdentityInbox } from './identity-inbox.tsx';
import { IntegrationsFrame } from './integrations-frame.tsx';
import { MappedIdentities } from './mapped-identities.tsx';

const viewLabels: Record<IdentityView, string> = { inbox: 'Inbox', mapped: 'Mapped', ignored: 'Set aside' };

interface IdentitiesPageProps {
  search: IdentitiesSearch;
  onSearch: (change: Partial<IdentitiesSearch>) => void;
}

/** Who the vendors' users and keys are. */
export function IdentitiesPage({ search, onSearch }: IdentitiesPageProps) {
  return (
    <IntegrationsFrame>
      <SegmentedControl
        size="xs"
        mb="md"
        aria-label="Which identities"
        value={search.show}
        onChange={(show) =>
          onSearch({ show: identityViews.find((view) => view === show) ?? 'inbox', page: 1, sort: '' })
        }
        data={identityViews.map((value) => ({ value, label: viewLabels[value] }))}
      />
      {search.show === 'mapped' ? (
        <MappedIdentities search={search} onSearch={onSearch} />
      ) : (
        <IdentityInbox key={search.show} search={search} onSearch={onSearch} isIgnored={search.show === 'ignored'} />
      )}
    </IntegrationsFrame>
  );
}
