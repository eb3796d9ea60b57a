import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Message } from './message.tsx';

interface NotFoundProps {
  /** What was looked for, such as "member". */
  what: string;
}

export function NotFound({ what }: NotFoundProps) {
  return (
    <Message
      icon={IconMapOff}
      title={`There is no such ${what}`}
      action={
        <Button component={Link} to="/" variant="default">
          Go to the start page
        </Button>
      }
    >
      The address may be mistyped, or what it led to is gone.
    </Message>
  );
}

/** Where an address matches no route. */
export function PageNotFound() {
  return <NotFound what="page" />;
}
