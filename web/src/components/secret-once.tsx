import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './secret-once.module.css';

interface SecretOnceProps {
  secret: string;
  what: string;
  children: ReactNode;
}

/** A link or token the server shows exactly once, ready to copy. */
export function SecretOnce({ secret, what, children }: SecretOnceProps) {
  return (
    <Stack gap="xs">
      <Text fz="sm">{children}</Text>
      <div className={classes.row}>
        <code className={classes.secret}>{secret}</code>
        <CopyButton text={secret} what={what} />
      </div>
    </Stack>
  );
}
