import { Modal } from '@mantine/core';
import { RepriceForm } from './reprice-form.tsx';
import { RepriceProgress } from './reprice-progress.tsx';

interface RepriceDialogProps {
  vendors: { value: string; label: string }[];
  /** The run that is followed; empty before one is started. */
  runId: string;
  onRun: (runId: string) => void;
  onClose: () => void;
}

/** Prices past usage again: which, what would change, then how far it is. */
export function RepriceDialog({ vendors, runId, onRun, onClose }: RepriceDialogProps) {
  return (
    <Modal opened onClose={onClose} title="Re-price past usage" size="lg">
      {runId ? (
        <RepriceProgress runId={runId} onClose={onClose} />
      ) : (
        <RepriceForm vendors={vendors} onRun={onRun} onClose={onClose} />
      )}
    </Modal>
  );
}
