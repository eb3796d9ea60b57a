import { Button, Menu } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { ImportsPageQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatQuantity } from '../../lib/format.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { CsvImportDialog } from './csv-import-dialog.tsx';
import { LedgerFrame } from './ledger-frame.tsx';

const ImportsPageDocument = graphql(`
  query ImportsPage($after: String) {
    imports(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          fileName
          rowCount
          entryCount
          createdAt
          createdBy {
            id
            name
          }
          undoneAt
        }
      }
    }
  }
`);

const UndoImport = graphql(`
  mutation UndoImport($input: UndoImportInput!) {
    undoImport(input: $input) {
      __typename
      ... on Import {
        id
        undoneAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const kindLabels = { COST_ENTRIES: 'Cost entries', GL_ACCOUNTS: 'Accounts', EXCHANGE_RATES: 'Exchange rates' } as const;
const pick = (data: ImportsPageQuery) => data.imports;
const noVariables = {};
const context = { additionalTypenames: ['Import'] };

type Import = ImportsPageQuery['imports']['edges'][number]['node'];

export type ImportDialogName = '' | 'entries' | 'accounts' | 'rates';

interface ImportsPageProps {
  dialog: ImportDialogName;
  onDialog: (dialog: ImportDialogName) => void;
}

/** Files that were read in, each undone whole. */
export function ImportsPage({ dialog, onDialog }: ImportsPageProps) {
  const query = useAllNodes({ query: ImportsPageDocument, variables: noVariables, pick, context });
  const [undoing, setUndoing] = useState<Import | null>(null);
  const { run } = useResultMutation(UndoImport, (data) => data.undoImport);
  const close = () => onDialog('');
  return (
    <LedgerFrame
      actions={
        <Menu>
          <Menu.Target>
            <Button leftSection={<IconUpload size={16} />}>Import a file</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onDialog('entries')}>Cost entries…</Menu.Item>
            <Menu.Item onClick={() => onDialog('accounts')}>Chart of accounts…</Menu.Item>
            <Menu.Item onClick={() => onDialog('rates')}>Exchange rates of the ECB…</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      }
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(imports) =>
          imports.length === 0 ? (
            <EmptyState title="Nothing was imported yet">
              Files of cost entries, accounts and exchange rates appear here, and can be undone.
            </EmptyState>
          ) : (
            <PlainTable label="Imports" headings={['File', 'What', { right: 'Rows' }, 'Imported', 'State', '']}>
              {imports.map((one) => (
                <tr key={one.id}>
                  <td>{one.fileName}</td>
                  <td>
                    {one.entryCount > 0 ? (
                      <TextLink to="/ledger" search={{ importId: one.id, show: 'all' }}>
                        {kindLabels[one.kind]}
                      </TextLink>
                    ) : (
                      kindLabels[one.kind]
                    )}
                  </td>
                  <td data-align="right" className="numeric">
                    {formatQuantity(String(one.rowCount))}
                  </td>
                  <td>
                    <Instant at={one.createdAt} />
                    {one.createdBy ? ` by ${one.createdBy.name}` : ''}
                  </td>
                  <td>
                    {one.undoneAt ? (
                      <StatusDot tone="neutral">Undone</StatusDot>
                    ) : (
                      <StatusDot tone="success">In use</StatusDot>
                    )}
                  </td>
                  <td data-align="right">
                    {one.undoneAt ? null : (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        aria-label={`Undo ${one.fileName}`}
                        onClick={() => setUndoing(one)}
                      >
                        Undo…
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Loaded>
      {undoing ? (
        <ConfirmDialog
          title={`Undo ${undoing.fileName}?`}
          confirmLabel="Undo import"
          isDangerous
          onClose={() => setUndoing(null)}
          onConfirm={async () => {
            const outcome = await run({ input: { importId: undoing.id } });
            return outcome.ok ? null : failureText(outcome.failure);
          }}
        >
          Its entries are voided, its accounts and rates removed, and what it overwrote comes back. Nothing is undone if
          any of it is in a closed month.
        </ConfirmDialog>
      ) : null}
      {dialog === 'entries' ? (
        <CsvImportDialog kind="COST_ENTRIES" title="Import cost entries" onClose={close}>
          A CSV whose first line names the columns: date, description and amount; also vendor, currency, kind, account
          (code), category, member (email), team, agent, project, service_from and service_until.
        </CsvImportDialog>
      ) : null}
      {dialog === 'accounts' ? (
        <CsvImportDialog kind="GL_ACCOUNTS" title="Import a chart of accounts" onClose={close}>
          A CSV with the columns code, name and type (EXPENSE, ASSET or LIABILITY).
        </CsvImportDialog>
      ) : null}
      {dialog === 'rates' ? (
        <CsvImportDialog kind="EXCHANGE_RATES" title="Import exchange rates" onClose={close}>
          The European Central Bank’s eurofxref-hist.csv. Rates since 1 January of last year are taken over; those set
          by hand win.
        </CsvImportDialog>
      ) : null}
    </LedgerFrame>
  );
}
