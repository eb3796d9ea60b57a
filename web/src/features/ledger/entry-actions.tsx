import { Menu } from '@mantine/core';
import { RowMenu } from '../../components/row-menu.tsx';
import type { LedgerEntry } from './ledger-entry.ts';

export type EntryDialogKind = 'split' | 'details' | 'void';

interface EntryActionsProps {
  entry: LedgerEntry;
  /** Why nothing of it can change; null: it can. */
  lock: string | null;
  onOpen: (kind: EntryDialogKind, entry: LedgerEntry) => void;
}

export function EntryActions({ entry, lock, onOpen }: EntryActionsProps) {
  const isFixed = lock !== null || entry.isBookedOnly;
  return (
    <RowMenu name={entry.description}>
      {lock ? (
        <Menu.Label maw={260} style={{ whiteSpace: 'normal' }}>
          {lock}
        </Menu.Label>
      ) : null}
      <Menu.Item disabled={isFixed} onClick={() => onOpen('split', entry)}>
        Split…
      </Menu.Item>
      <Menu.Item disabled={isFixed} onClick={() => onOpen('details', entry)}>
        Days paid for and rate…
      </Menu.Item>
      <Menu.Item disabled={isFixed} onClick={() => onOpen('void', entry)}>
        Void…
      </Menu.Item>
    </RowMenu>
  );
}
