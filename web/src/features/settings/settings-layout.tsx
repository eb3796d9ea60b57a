import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { useViewer } from '../../lib/viewer.tsx';
import classes from './settings-layout.module.css';

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
      <nav aria-label="Settings" className={classes.sections}>
        {sections
          .filter(({ isForAdmins }) => isAdmin || !isForAdmins)
          .map(({ label, to }) => (
            <Link key={to} to={to} className={classes.section}>
              {label}
            </Link>
          ))}
      </nav>
      {children}
    </Page>
  );
}
