import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { PageSections } from '../../components/page-sections.tsx';
import { useViewer } from '../../lib/viewer.tsx';

const sections = [
  { label: 'Organization', to: '/settings/organization', isForAdmins: true },
  { label: 'Password', to: '/settings/password', isForAdmins: false },
  { label: 'API tokens', to: '/settings/api-tokens', isForAdmins: true },
  { label: 'Audit log', to: '/settings/audit', isForAdmins: true },
] as const;

/** One heading, the sections as links, the chosen section below. */
export function SettingsLayout({ children }: { children: ReactNode }) {
  const { isAdmin } = useViewer();
  return (
    <Page title="Settings">
      <PageSections label="Settings" sections={sections.filter(({ isForAdmins }) => isAdmin || !isForAdmins)} />
      {children}
    </Page>
  );
}
