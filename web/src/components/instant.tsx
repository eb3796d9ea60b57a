import { Tooltip } from '@mantine/core';
import { formatInstant, formatRelative } from '../lib/format.ts';
import { useViewer } from '../lib/viewer.tsx';

interface InstantProps {
  /** UTC instant; null shows `never`. */
  at: string | null;
  never?: string;
  isRelative?: boolean;
}

/** A moment in the reporting zone, or its distance from now with the exact moment on hover. */
export function Instant({ at, never = 'Never', isRelative = false }: InstantProps) {
  const { zone } = useViewer();
  if (!at) return <span>{never}</span>;
  const exact = formatInstant(at, zone);
  if (!isRelative) return <time dateTime={at}>{exact}</time>;
  return (
    <Tooltip label={exact}>
      <time dateTime={at}>{formatRelative(at, new Date())}</time>
    </Tooltip>
  );
}
