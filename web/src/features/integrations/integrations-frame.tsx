import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { PageSections } from '../../components/page-sections.tsx';

const sections = [
  { label: 'Connections', to: '/integrations' },
  { label: 'Identities', to: '/integrations/identities' },
  { label: 'Prices', to: '/integrations/prices' },
] as const;

/** The heading and the sections that the lists of this part share. */
export function IntegrationsFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  return (
    <Page title="Integrations" actions={actions}>
      <PageSections label="Integrations" sections={sections} />
      {children}
    </Page>
  );
}
