import { Button, Group } from '@mantine/core';
import { IconTableOff } from '@tabler/icons-react';
import type { CombinedError } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { Message } from '../../components/message.tsx';
import { errorCode } from '../../lib/graphql-error.ts';
import type { PivotView } from './explore-search.ts';
import { remediesFor } from './remedies.ts';

interface PivotErrorProps {
  error: CombinedError;
  view: PivotView;
  onView: (view: PivotView) => void;
  onRetry: () => void;
}

/** Why there are no figures and what to do, in the API's words, and what would help as buttons. */
export function PivotError({ error, view, onView, onRetry }: PivotErrorProps) {
  const code = errorCode(error);
  if (code !== 'TOO_MANY_CELLS' && code !== 'INVALID_INPUT') return <ErrorState error={error} onRetry={onRetry} />;
  const { message = error.message, extensions } = error.graphQLErrors[0] ?? {};
  const field = typeof extensions?.field === 'string' ? extensions.field : '';
  return (
    <Message
      icon={IconTableOff}
      role="alert"
      title={code === 'TOO_MANY_CELLS' ? 'That is more than one table can show' : 'This cannot be shown'}
      action={
        <Group gap="xs" justify="center">
          {remediesFor(view, field, code).map(({ label, view: next }) => (
            <Button key={label} variant="default" onClick={() => onView(next)}>
              {label}
            </Button>
          ))}
        </Group>
      }
    >
      {sentence(field && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message)}
    </Message>
  );
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${trimmed.endsWith('.') ? '' : '.'}`;
}
