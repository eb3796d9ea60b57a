import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CombinedError } from 'urql';
import { errorCode, errorText } from '../lib/graphql-error.ts';
import { Message } from './message.tsx';
import { NoPermission } from './no-permission.tsx';

interface ErrorStateProps {
  error: CombinedError;
  onRetry?: () => void;
}

/** What went wrong with a query, in place of its content. A missing permission has its own words. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  if (errorCode(error) === 'FORBIDDEN') return <NoPermission />;
  return (
    <Message
      icon={IconAlertTriangle}
      role="alert"
      title={error.networkError ? 'The server cannot be reached' : 'This could not be loaded'}
      action={
        onRetry ? (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        ) : null
      }
    >
      {errorText(error)}
    </Message>
  );
}
