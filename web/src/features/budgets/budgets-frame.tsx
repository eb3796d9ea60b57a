import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { PageSections } from '../../components/page-sections.tsx';
import { useViewer } from '../../lib/viewer.tsx';

const sections = [
  { label: 'Budgets', to: '/budgets' },
  { label: 'Projection', to: '/budgets/projection' },
  { label: 'Alerts', to: '/budgets/alerts' },
  { label: 'Rules', to: '/budgets/rules' },
  { label: 'Channels', to: '/budgets/channels' },
] as const;

interface BudgetsFrameProps {
  /** What members read in place of the common heading. */
  ownTitle?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** The heading and the sections that the pages of budgets and alerts share; members have no sections. */
export function BudgetsFrame({ ownTitle = 'Budgets & alerts', actions, children }: BudgetsFrameProps) {
  const { isAdmin } = useViewer();
  return (
    <Page title={isAdmin ? 'Budgets & alerts' : ownTitle} actions={actions}>
      {isAdmin ? <PageSections label="Budgets and alerts" sections={sections} /> : null}
      {children}
    </Page>
  );
}
