import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import { ownPath } from '../lib/own-path.ts';

interface PathTarget {
  /** A path of this application with its search, as the API writes it. */
  path: string;
  /** Called when it is followed, such as to close what it stands in. */
  onFollow?: (() => void) | undefined;
  children: ReactNode;
}

/** A click on a path that the server chose, without loading the application anew. */
function usePath({ path, onFollow }: Pick<PathTarget, 'path' | 'onFollow'>) {
  const router = useRouter();
  const href = ownPath(path, window.location.origin);
  return {
    href,
    onClick: (event: MouseEvent) => {
      onFollow?.();
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      router.history.push(href);
    },
  };
}

export function PathLink({ path, onFollow, ...props }: PathTarget & AnchorProps) {
  return <Anchor fz="sm" {...props} {...usePath({ path, onFollow })} />;
}

/** The same, looking like a button. */
export function PathButton({ path, onFollow, ...props }: PathTarget & ButtonProps) {
  return <Button component="a" variant="default" {...props} {...usePath({ path, onFollow })} />;
}
