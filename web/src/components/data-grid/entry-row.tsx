import { createContext, type KeyboardEvent, use } from 'react';
import { CellInput } from './cell-input.tsx';
import type { CellInputOptions } from './editable-column.ts';

/** The row for new entries, as a spreadsheet's first empty one; by column id. */
export interface EntryRow {
  /** Names it for screen readers: "New entry". */
  label: string;
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  onValue: (columnId: string, value: string) => void;
  /** Enter in any of its cells. */
  onSubmit: () => void;
}

interface EntryRowInGrid extends EntryRow {
  show: (columnId: string) => void;
}

export const EntryRowContext = createContext<EntryRowInGrid | null>(null);

interface EntryCellProps {
  columnId: string;
  title: string;
  options: CellInputOptions;
  placeholder: string;
}

/** Tab leads from cell to cell, Enter saves the row; an open list of choices takes Enter first. */
export function EntryCell({ columnId, title, options, placeholder }: EntryCellProps) {
  const row = use(EntryRowContext);
  if (!row) return null;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const isListOpen = event.currentTarget.getAttribute('aria-expanded') === 'true';
    if (event.key !== 'Enter' || isListOpen) return;
    event.preventDefault();
    row.onSubmit();
  };
  return (
    <CellInput
      label={`${row.label}: ${title}`}
      options={options}
      value={row.values[columnId] ?? ''}
      onChange={(value) => row.onValue(columnId, value)}
      onKeyDown={onKeyDown}
      onFocus={() => row.show(columnId)}
      placeholder={placeholder}
      error={row.errors[columnId]}
    />
  );
}
