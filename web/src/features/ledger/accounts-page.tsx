import { Button } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { AccountDialog } from './account-dialog.tsx';
import { AccountingSettings } from './accounting-settings.tsx';
import classes from './accounts-page.module.css';
import type { AccountsSearch } from './accounts-search.ts';
import { AccountsTable } from './accounts-table.tsx';
import { CsvImportDialog } from './csv-import-dialog.tsx';
import { GlRulesEditor } from './gl-rules-editor.tsx';
import { LedgerFrame } from './ledger-frame.tsx';
import { TeamAccounts } from './team-accounts.tsx';

interface AccountsPageProps {
  search: AccountsSearch;
  onSearch: (change: Partial<AccountsSearch>) => void;
}

/** The chart of accounts, and how costs find theirs. */
export function AccountsPage({ search, onSearch }: AccountsPageProps) {
  const close = () => onSearch({ dialog: '' });
  return (
    <LedgerFrame
      actions={
        <>
          <Button
            component="a"
            href="/export/gl-accounts.csv"
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            Export
          </Button>
          <Button
            variant="default"
            leftSection={<IconUpload size={16} />}
            onClick={() => onSearch({ dialog: 'import' })}
          >
            Import
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => onSearch({ dialog: 'new' })}>
            New account
          </Button>
        </>
      }
    >
      <div className={classes.sections}>
        <section aria-label="Chart of accounts">
          <AccountsTable search={search} onSearch={onSearch} />
        </section>
        <GlRulesEditor />
        <TeamAccounts />
        <AccountingSettings />
      </div>
      {search.dialog === 'new' ? <AccountDialog onClose={close} /> : null}
      {search.dialog === 'import' ? (
        <CsvImportDialog kind="GL_ACCOUNTS" title="Import a chart of accounts" onClose={close}>
          A CSV with the columns code, name and type (EXPENSE, ASSET or LIABILITY). Accounts that are there already get
          the name and type of the file.
        </CsvImportDialog>
      ) : null}
    </LedgerFrame>
  );
}
