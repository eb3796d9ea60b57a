import { Menu } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { RowMenu } from '../../components/row-menu.tsx';
import type { GlAccountType } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { AccountDialog } from './account-dialog.tsx';
import { accountLabel } from './ledger-entry.ts';

const ArchiveGlAccount = graphql(`
  mutation ArchiveGlAccount($input: ArchiveGlAccountInput!) {
    archiveGlAccount(input: $input) {
      __typename
      ... on GlAccount {
        id
        archivedAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface AccountActionsProps {
  account: { id: string; code: string; name: string; type: GlAccountType; archivedAt: string | null };
}

export function AccountActions({ account }: AccountActionsProps) {
  const [dialog, setDialog] = useState<'change' | 'archive' | null>(null);
  const { run } = useResultMutation(ArchiveGlAccount, (data) => data.archiveGlAccount);
  const isArchived = account.archivedAt !== null;
  const name = accountLabel(account);
  const close = () => setDialog(null);
  const verb = isArchived ? 'Restore' : 'Archive';
  return (
    <>
      <RowMenu name={name}>
        <Menu.Item onClick={() => setDialog('change')}>Change…</Menu.Item>
        <Menu.Item onClick={() => setDialog('archive')}>{verb}…</Menu.Item>
      </RowMenu>
      {dialog === 'change' ? <AccountDialog account={account} onClose={close} /> : null}
      {dialog === 'archive' ? (
        <ConfirmDialog
          title={`${verb} ${name}?`}
          confirmLabel={verb}
          onClose={close}
          onConfirm={async () => {
            const outcome = await run({ input: { glAccountId: account.id, isArchived: !isArchived } });
            return outcome.ok ? null : failureText(outcome.failure);
          }}
        >
          {isArchived
            ? 'The account is offered again wherever one is chosen.'
            : 'The account is no longer offered. What is booked on it stays in every report, and it can be restored.'}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
