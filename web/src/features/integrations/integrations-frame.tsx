import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import classes from './integrations-frame.module.css';

const sections = [
  { label: 'Connections', to: '/integrations' },
  { label: 'Identities', to: '/integrations/identities' },
  { label: 'Prices', to: '/integrations/prices' },
] as const;

/** The heading and the sections that the lists of this part share. */
export function IntegrationsFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  return (
    <Page title="Integrations" actions={actions}>
      <nav aria-label="Integrations" className={classes.sections}>
        {sections.map(({ label, to }) => (
          <Link key={to} to={to} className={classes.section} activeOptions={{ exact: true, includeSearch: false }}>
            {label}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
