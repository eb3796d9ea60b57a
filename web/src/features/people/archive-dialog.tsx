import type { AnyVariables, TypedDocumentNode } from 'urql';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

interface ArchiveDialogProps<Data, Variables extends AnyVariables> {
  document: TypedDocumentNode<Data, Variables>;
  variables: (isArchived: boolean) => Variables;
  pick: (data: Data) => { __typename: string };
  /** What is archived: "team", "agent", "project". */
  what: string;
  subject: { id: string; name: string; archivedAt: string | null };
  onClose: () => void;
}

/** Archives a team, agent or project, or brings it back. */
export function ArchiveDialog<Data, Variables extends AnyVariables>({
  document,
  variables,
  pick,
  what,
  subject,
  onClose,
}: ArchiveDialogProps<Data, Variables>) {
  const { run } = useResultMutation(document, pick);
  const isArchived = subject.archivedAt === null;
  const archive = async () => {
    const outcome = await run(variables(isArchived));
    return outcome.ok ? null : failureText(outcome.failure);
  };
  return (
    <ConfirmDialog
      title={`${isArchived ? 'Archive' : 'Restore'} ${subject.name}?`}
      confirmLabel={isArchived ? 'Archive' : 'Restore'}
      onClose={onClose}
      onConfirm={archive}
    >
      {isArchived
        ? `The ${what} is no longer offered for new work. Its usage and spend stay in every report, and it can be restored.`
        : `The ${what} is offered again wherever one is chosen.`}
    </ConfirmDialog>
  );
}
