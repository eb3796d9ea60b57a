import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { useViewer } from '../../lib/viewer.tsx';
import classes from './subscriptions-frame.module.css';

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
      <nav aria-label="Subscriptions" className={classes.sections}>
        {(isAdmin ? adminSections : memberSections).map(({ label, to }) => (
          <Link key={to} to={to} className={classes.section} activeOptions={{ exact: true, includeSearch: false }}>
            {label}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
