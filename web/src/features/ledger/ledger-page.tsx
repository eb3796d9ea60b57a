import { Button } from '@mantine/core';
import { IconClipboardText, IconLock } from '@tabler/icons-react';
import { type ClipboardEvent, useCallback, useMemo, useState } from 'react';
import { useClient } from 'urql';
import type { EditableColumn } from '../../components/data-grid/editable-column.ts';
import { EditableGrid } from '../../components/data-grid/editable-grid.tsx';
import type { GridSort } from '../../components/data-grid/grid-column.ts';
import { PeriodPicker } from '../../components/period-picker.tsx';
import { formatMonth } from '../../lib/format.ts';
import { resolvePeriod } from '../../lib/period.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { AccountTotals } from './account-totals.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { EntryActions, type EntryDialogKind } from './entry-actions.tsx';
import { fetchEntries } from './fetch-entries.ts';
import { entrySortOf, ledgerColumns } from './ledger-columns.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { LedgerFilters } from './ledger-filters.tsx';
import { LedgerFrame } from './ledger-frame.tsx';
import classes from './ledger-page.module.css';
import { type LedgerSearch, toEntryFilter } from './ledger-search.ts';
import { PasteDialog } from './paste-dialog.tsx';
import { RefusedNotes } from './refused-notes.tsx';
import { ServiceDialog } from './service-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { useClosedMonths } from './use-closed-months.ts';
import { useEntryEdits } from './use-entry-edits.ts';
import { useLedgerChoices } from './use-ledger-choices.ts';
import { useNewEntry } from './use-new-entry.ts';
import { VoidDialog } from './void-dialog.tsx';

interface LedgerPageProps {
  search: LedgerSearch;
  onSearch: (change: Partial<LedgerSearch>) => void;
}

const dialogs = { split: SplitDialog, details: ServiceDialog, void: VoidDialog } as const;

/** Cost entries as a spreadsheet: filtered, summed per account, typed into. */
export function LedgerPage({ search, onSearch }: LedgerPageProps) {
  const { currency } = useViewer();
  const today = useToday();
  const client = useClient();
  const choices = useLedgerChoices();
  const closedReason = useClosedMonths();
  const [revision, setRevision] = useState(0);
  const [error, setError] = useState<Error | null>(null);
  const [chosen, setChosen] = useState<LedgerEntry[]>([]);
  const [open, setOpen] = useState<{ kind: EntryDialogKind; entry: LedgerEntry } | null>(null);
  const [pasted, setPasted] = useState('');
  const { drafts, edit, discard } = useEntryEdits();
  const reload = useCallback(() => setRevision((former) => former + 1), []);
  const period = resolvePeriod(search.period, today);
  const entry = useNewEntry((date) => {
    reload();
    if (date < period.from || date >= period.until) onSearch({ period: 'this-year' });
  });

  const filterText = JSON.stringify(toEntryFilter(search, today));
  const filter = useMemo<ReturnType<typeof toEntryFilter>>(() => JSON.parse(filterText), [filterText]);
  const sort = useMemo(() => entrySortOf(search.order), [search.order]);
  const fetchRows = useCallback(
    (block: { offset: number; count: number; sort: GridSort }) => fetchEntries(client, filter, block),
    [client, filter],
  );
  const lockOf = useCallback(
    ({ date, voidedAt, voidReason }: LedgerEntry) =>
      voidedAt ? `It is void: ${voidReason ?? ''}` : closedReason(date),
    [closedReason],
  );
  const columns = useMemo<EditableColumn<LedgerEntry>[]>(() => {
    const openDialog = (kind: EntryDialogKind, of: LedgerEntry) => setOpen({ kind, entry: of });
    return [
      ...ledgerColumns(currency, choices),
      {
        id: 'actions',
        title: 'Actions',
        width: 64,
        pin: 'right',
        value: () => '',
        render: (of) => (
          <span className={classes.actions}>
            {closedReason(of.date) ? (
              <IconLock size={14} role="img" aria-label={`${formatMonth(of.date)} is closed`} />
            ) : null}
            <EntryActions entry={of} lock={lockOf(of)} onOpen={openDialog} />
          </span>
        ),
      },
    ];
  }, [currency, choices, lockOf, closedReason]);
  const titles = useMemo(() => new Map(columns.map(({ id, title }) => [id, title])), [columns]);
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    setPasted(text);
    onSearch({ dialog: 'paste' });
  };
  const onAccount = (accountId: string | null) => {
    const others = search.filters.filter(({ dimension }) => dimension !== 'GL_ACCOUNT');
    onSearch({ filters: [...others, { dimension: 'GL_ACCOUNT', in: [accountId ?? 'NONE'] }] });
  };
  const close = () => onSearch({ dialog: '' });
  const Dialog = open ? dialogs[open.kind] : null;

  return (
    <div className={classes.page}>
      <LedgerFrame
        actions={
          <>
            <PeriodPicker value={search.period} onChange={(next) => onSearch({ period: next })} />
            <Button
              variant="default"
              leftSection={<IconClipboardText size={16} />}
              onClick={() => {
                setPasted('');
                onSearch({ dialog: 'paste' });
              }}
            >
              Paste rows
            </Button>
          </>
        }
      >
        <LedgerFilters search={search} onSearch={onSearch} />
        {error ? <p role="alert">{error.message}</p> : null}
        <RefusedNotes titles={titles} entryErrors={entry.errors} drafts={drafts} onDiscard={discard} />
        {chosen.length > 0 ? (
          <div className={classes.chosen}>
            <span role="status">{chosen.length === 1 ? '1 entry chosen' : `${chosen.length} entries chosen`}</span>
            <Button size="compact-sm" variant="default" onClick={() => onSearch({ dialog: 'bulk' })}>
              Change them…
            </Button>
          </div>
        ) : null}
        <div className={classes.body}>
          <div className={classes.grid} onPaste={paste}>
            <EditableGrid
              label="Cost entries"
              columns={columns}
              getRowId={({ id }) => id}
              fetchRows={fetchRows}
              revision={revision}
              sort={sort}
              onSort={({ column, isDescending }) => onSearch({ order: `${isDescending ? '-' : ''}${column}` })}
              onError={setError}
              entry={entry}
              drafts={drafts}
              onEdit={edit}
              lockOf={lockOf}
              isStruck={({ voidedAt }) => voidedAt !== null}
              onSelection={setChosen}
              noRows="No entry matches"
            />
            <p className={classes.hint}>
              Type into the first row: Tab to the next cell, Enter to save. Double-click or Enter changes a cell. Rows
              copied from a spreadsheet can be pasted.
            </p>
          </div>
          <AccountTotals filter={filter} onAccount={onAccount} />
        </div>
        {Dialog && open ? (
          <Dialog entry={open.entry} choices={choices} onDone={reload} onClose={() => setOpen(null)} />
        ) : null}
        {search.dialog === 'paste' ? <PasteDialog text={pasted} onDone={reload} onClose={close} /> : null}
        {search.dialog === 'bulk' && chosen.length > 0 ? (
          <BulkDialog entries={chosen} choices={choices} onDone={reload} onClose={close} />
        ) : null}
      </LedgerFrame>
    </div>
  );
}
