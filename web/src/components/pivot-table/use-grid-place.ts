import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { GridPlace } from './tree-grid.ts';

/** Puts the scroll position back at first sight, and reports it when the table is left. */
export function useGridPlace(
  scrollRef: RefObject<HTMLDivElement | null>,
  place: GridPlace | null,
  onPlace: (place: GridPlace) => void,
  focusPlace: () => Pick<GridPlace, 'rowId' | 'columnId'>,
) {
  const latest = useRef({ onPlace, focusPlace });
  useEffect(() => {
    latest.current = { onPlace, focusPlace };
  });
  const first = useRef(place);
  useLayoutEffect(() => {
    const scroll = scrollRef.current;
    if (!scroll) return;
    if (first.current) scroll.scrollTo(first.current.left, first.current.top);
    return () => {
      const { scrollTop: top, scrollLeft: left } = scroll;
      const hasFocus = scroll.contains(document.activeElement);
      latest.current.onPlace({ top, left, hasFocus, ...latest.current.focusPlace() });
    };
  }, [scrollRef]);
}
