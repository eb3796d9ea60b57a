import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyButtonProps {
  text: string;
  /** What is copied, for the button's name: "link", "token". */
  what: string;
}

export function CopyButton({ text, what }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  const label = clipboard.copied ? 'Copied' : clipboard.error ? 'Select it and copy by hand' : `Copy ${what}`;
  return (
    <Button
      variant="default"
      onClick={() => clipboard.copy(text)}
      leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      aria-live="polite"
    >
      {label}
    </Button>
  );
}
