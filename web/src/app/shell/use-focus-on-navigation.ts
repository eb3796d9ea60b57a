import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/** Moves the focus to the page's content when another page opens, so that keyboard and screen reader follow. */
export function useFocusOnNavigation(): RefObject<HTMLElement | null> {
  const router = useRouter();
  const mainRef = useRef<HTMLElement>(null);
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation) mainRef.current?.focus({ preventScroll: true });
      }),
    [router],
  );
  return mainRef;
}
