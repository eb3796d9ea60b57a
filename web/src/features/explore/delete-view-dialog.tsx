import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { DeleteSavedView, type SavedView } from './saved-views.ts';

export function DeleteViewDialog({ saved, onClose }: { saved: SavedView; onClose: () => void }) {
  const { run } = useResultMutation(DeleteSavedView, ({ deleteSavedView }) => deleteSavedView);
  return (
    <ConfirmDialog
      title={`Delete “${saved.name}”?`}
      confirmLabel="Delete"
      isDangerous
      onClose={onClose}
      onConfirm={async () => {
        const outcome = await run({ savedViewId: saved.id });
        return outcome.ok ? null : failureText(outcome.failure);
      }}
    >
      {saved.isShared ? 'It disappears for everybody. ' : ''}The figures stay as they are.
    </ConfirmDialog>
  );
}
