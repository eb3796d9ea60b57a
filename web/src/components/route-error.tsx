import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { CombinedError } from 'urql';
import { AdminOnlyError } from '../lib/admin-only-error.ts';
import { ErrorState } from './error-state.tsx';
import { Message } from './message.tsx';
import { NoPermission } from './no-permission.tsx';

/** The last resort of a route whose loader or component threw. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  if (error instanceof AdminOnlyError) return <NoPermission />;
  if (error instanceof CombinedError) return <ErrorState error={error} onRetry={retry} />;
  return (
    <Message
      icon={IconAlertTriangle}
      role="alert"
      title="This page stopped working"
      action={
        <Button variant="default" onClick={retry}>
          Try again
        </Button>
      }
    >
      {error instanceof Error ? error.message : String(error)}
    </Message>
  );
}
