import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import type { BudgetRow } from './budget.ts';

const ArchiveBudget = graphql(`
  mutation ArchiveBudget($input: ArchiveBudgetInput!) {
    archiveBudget(input: $input) {
      __typename
      ... on Budget {
        ...BudgetRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface ArchiveBudgetDialogProps {
  budget: Pick<BudgetRow, 'id' | 'name' | 'archivedAt'>;
  onClose: () => void;
}

/** Ends a budget for good, or takes it up again. */
export function ArchiveBudgetDialog({ budget: { id, name, archivedAt }, onClose }: ArchiveBudgetDialogProps) {
  const { run } = useResultMutation(ArchiveBudget, (data) => data.archiveBudget);
  const isArchived = archivedAt === null;
  const archive = async () => {
    const outcome = await run({ input: { budgetId: id, isArchived } });
    return outcome.ok ? null : failureText(outcome.failure);
  };
  return (
    <ConfirmDialog
      title={`${isArchived ? 'Archive' : 'Take up'} ${name}?`}
      confirmLabel={isArchived ? 'Archive' : 'Take up again'}
      onClose={onClose}
      onConfirm={archive}
    >
      {isArchived
        ? 'It is watched no longer and stops nothing; its open alerts are closed. Its history stays, and it can be taken up again.'
        : 'It is watched again from now on, with the limit it had.'}
    </ConfirmDialog>
  );
}
