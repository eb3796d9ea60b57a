import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { PageSections } from '../../components/page-sections.tsx';

const sections = [
  { label: 'Entries', to: '/ledger' },
  { label: 'Accounts', to: '/ledger/accounts' },
  { label: 'Recurring', to: '/ledger/recurring' },
  { label: 'Fees', to: '/ledger/fees' },
  { label: 'Imports', to: '/ledger/imports' },
  { label: 'Periods', to: '/ledger/periods' },
] as const;

/** The heading and the sections that the pages of the ledger share. */
export function LedgerFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  return (
    <Page title="Ledger" actions={actions}>
      <PageSections label="Ledger" sections={sections} />
      {children}
    </Page>
  );
}
