import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import type { ArchivableSearch } from './archivable-search.ts';

interface ArchivablePageProps {
  title: string;
  /** The button that opens the dialog: "New team". */
  newLabel: string;
  search: ArchivableSearch;
  onSearch: (change: Partial<ArchivableSearch>) => void;
  /** The dialog of a new one, given how to close it. */
  dialog: (onClose: () => void) => ReactNode;
  children: ReactNode;
}

/** The frame of the lists of teams, agents and projects. */
export function ArchivablePage({ title, newLabel, search, onSearch, dialog, children }: ArchivablePageProps) {
  return (
    <Page
      title={title}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => onSearch({ dialog: 'new' })}>
          {newLabel}
        </Button>
      }
    >
      {children}
      {search.dialog === 'new' ? dialog(() => onSearch({ dialog: undefined })) : null}
    </Page>
  );
}
