import { Button } from '@mantine/core';
import { draftKey } from '../../components/data-grid/editable-column.ts';
import classes from './ledger-page.module.css';
import type { RefusedCell } from './use-entry-edits.ts';

interface RefusedNotesProps {
  titles: ReadonlyMap<string, string>;
  entryErrors: Readonly<Record<string, string>>;
  drafts: ReadonlyMap<string, RefusedCell>;
  onDiscard: (key: string) => void;
}

/** Why cells are red, in words; each can be corrected in its cell or given up. */
export function RefusedNotes({ titles, entryErrors, drafts, onDiscard }: RefusedNotesProps) {
  const ofEntry = Object.entries(entryErrors);
  return (
    <div role="alert">
      {ofEntry.length + drafts.size > 0 ? (
        <ul className={classes.notes}>
          {ofEntry.map(([column, message]) => (
            <li key={column}>
              New entry, {titles.get(column) ?? column}: {message}
            </li>
          ))}
          {[...drafts].map(([key, { entry, columnId, text, message }]) => (
            <li key={key}>
              <span>
                {entry.description}, {titles.get(columnId) ?? columnId} “{text}”: {message}
              </span>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => onDiscard(draftKey(entry.id, columnId))}
              >
                Give up this change
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
