import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import type { ArchivableSearch } from './archivable-search.ts';
import { ArchiveFilter } from './archive-filter.tsx';

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
      <ArchiveFilter
        label={`Which ${title.toLowerCase()}`}
        show={search.show}
        onShow={(show) => onSearch({ show, page: 1 })}
      />
      {children}
      {search.dialog === 'new' ? dialog(() => onSearch({ dialog: undefined })) : null}
    </Page>
  );
}
