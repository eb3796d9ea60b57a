import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { PageSections } from '../../components/page-sections.tsx';
import { useViewer } from '../../lib/viewer.tsx';

const adminSections = [
  { label: 'Subscriptions', to: '/subscriptions' },
  { label: 'Recommendations', to: '/subscriptions/recommendations' },
  { label: 'Renewals', to: '/subscriptions/renewals' },
] as const;

const memberSections = [
  { label: 'Subscriptions', to: '/my/subscriptions' },
  { label: 'Recommendations', to: '/subscriptions/recommendations' },
  { label: 'Renewals', to: '/subscriptions/renewals' },
] as const;

/** The heading and the sections that the pages of this part share. */
export function SubscriptionsFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const { isAdmin } = useViewer();
  return (
    <Page title={isAdmin ? 'Subscriptions' : 'My subscriptions'} actions={actions}>
      <PageSections label="Subscriptions" sections={isAdmin ? adminSections : memberSections} />
      {children}
    </Page>
  );
}
