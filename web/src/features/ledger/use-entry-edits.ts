import { useCallback, useState } from 'react';
import { type CellDraft, draftKey } from '../../components/data-grid/editable-column.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { cellChange } from './entry-change.ts';
import { type LedgerEntry, LedgerEntryDocument } from './ledger-entry.ts';

const ChangeCostEntry = graphql(`
  mutation ChangeCostEntry($input: ChangeCostEntryInput!) {
    changeCostEntry(input: $input) {
      __typename
      ... on CostEntry {
        ...LedgerEntry
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** A refused text and the cell it waits in. */
export interface RefusedCell extends CellDraft {
  entry: LedgerEntry;
  columnId: string;
}

const noDrafts: ReadonlyMap<string, RefusedCell> = new Map();

/** Saves cells one by one; what is refused stays in its cell with the reason until corrected or given up. */
export function useEntryEdits() {
  const { run } = useResultMutation(ChangeCostEntry, (data) => data.changeCostEntry);
  const [drafts, setDrafts] = useState(noDrafts);
  const discard = useCallback((key: string) => {
    setDrafts((former) => new Map([...former].filter(([other]) => other !== key)));
  }, []);
  const edit = async (entry: LedgerEntry, columnId: string, text: string): Promise<LedgerEntry | null> => {
    const key = draftKey(entry.id, columnId);
    const outcome = await run({ input: cellChange(entry, columnId, text) });
    if (outcome.ok) {
      discard(key);
      return readFragment(LedgerEntryDocument, outcome.value);
    }
    const draft = { entry, columnId, text, message: failureText(outcome.failure) };
    setDrafts((former) => new Map([...former, [key, draft]]));
    return null;
  };
  return { drafts, edit, discard };
}
