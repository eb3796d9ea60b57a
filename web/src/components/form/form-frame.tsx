import { Alert, Button, Group, Stack } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';

interface FormFrameProps {
  onSubmit: FormEventHandler<HTMLFormElement>;
  /** A failure that belongs to no single field. */
  refusal: string | null;
  isBusy: boolean;
  submitLabel: string;
  isFullWidth?: boolean;
  onCancel?: () => void;
  children: ReactNode;
}

/** Fields, what was refused, and the buttons: the body of every form. */
export function FormFrame({
  onSubmit,
  refusal,
  isBusy,
  submitLabel,
  isFullWidth = false,
  onCancel,
  children,
}: FormFrameProps) {
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {children}
        {refusal ? (
          <Alert color="red" variant="outline" role="alert">
            {refusal}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs">
          {onCancel ? (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          ) : null}
          <Button type="submit" loading={isBusy} fullWidth={isFullWidth}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
