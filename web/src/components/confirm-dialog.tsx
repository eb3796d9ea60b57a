import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';

interface ConfirmDialogProps {
  title: string;
  /** What will happen, in full sentences. */
  children: ReactNode;
  /** The verb on the button: "Deactivate". */
  confirmLabel: string;
  isDangerous?: boolean;
  /** The caller shows what comes next; otherwise the dialog closes when done. */
  staysOpen?: boolean;
  onClose: () => void;
  /** Resolves to a sentence when the action was refused, else null. */
  onConfirm: () => Promise<string | null>;
}

/** Asks once before something that other people notice. Stays open and says why when refused. */
export function ConfirmDialog({
  title,
  children,
  confirmLabel,
  isDangerous,
  staysOpen,
  onClose,
  onConfirm,
}: ConfirmDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    const reason = await onConfirm();
    setBusy(false);
    setRefusal(reason);
    if (reason === null && !staysOpen) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack gap="md">
        <div>{children}</div>
        {refusal ? (
          <Alert color="red" variant="outline" role="alert">
            {refusal}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button {...(isDangerous ? { color: 'red.9' } : {})} loading={isBusy} onClick={confirm}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
