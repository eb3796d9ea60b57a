import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { selectionOf } from './selection.ts';
import type { GridPlace, GridPosition } from './tree-grid.ts';

interface GridFocusOptions {
  scrollRef: RefObject<HTMLDivElement | null>;
  /** Ids below the heading, totals last. */
  rowIds: readonly string[];
  /** Label column first. */
  columnIds: readonly string[];
  place: GridPlace | null;
  scrollTo: (position: GridPosition) => void;
}

/** The one cell that takes the focus. It is kept by identity, so that it stays when rows are sorted, opened or reloaded. */
export function useGridFocus({ scrollRef, rowIds, columnIds, place, scrollTo }: GridFocusOptions) {
  const [focus, setFocus] = useState(() => ({
    rowId: place?.rowId ?? rowIds[0] ?? null,
    columnId: place?.columnId ?? columnIds[0] ?? null,
    at: { row: 0, column: 0 },
  }));
  const [anchor, setAnchor] = useState<GridPosition | null>(null);
  const wantsFocus = useRef(place?.hasFocus ?? false);
  const hasFocus = useRef(false);

  const foundRow = focus.rowId === null ? -1 : rowIds.indexOf(focus.rowId);
  const foundColumn = focus.columnId === null ? 0 : columnIds.indexOf(focus.columnId);
  const active: GridPosition = {
    row: focus.rowId !== null && foundRow === -1 ? Math.min(focus.at.row, rowIds.length - 1) : foundRow,
    column: foundColumn === -1 ? Math.min(focus.at.column, columnIds.length - 1) : foundColumn,
  };

  const moveTo = (to: GridPosition, { isExtending = false, isScrolling = true } = {}) => {
    setAnchor(isExtending ? (anchor ?? active) : to);
    setFocus({ rowId: rowIds[to.row] ?? null, columnId: columnIds[to.column] ?? null, at: to });
    wantsFocus.current = true;
    if (isScrolling) scrollTo(to);
  };

  useLayoutEffect(() => {
    const scroll = scrollRef.current;
    const isLost = hasFocus.current && document.activeElement === document.body;
    if (!scroll || !(wantsFocus.current || isLost)) return;
    wantsFocus.current = false;
    cellElement(scroll, active)?.focus({ preventScroll: true });
  });

  // Opening a page moves the focus to its content; a place come back to takes it from there.
  const [isRestoring] = useState(place?.hasFocus ?? false);
  useEffect(() => {
    if (!isRestoring) return;
    const frame = requestAnimationFrame(() => {
      scrollRef.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [isRestoring, scrollRef]);

  return {
    active,
    selection: selectionOf(anchor ?? active, active),
    moveTo,
    selectAll: () => {
      setAnchor({ row: 0, column: 0 });
      setFocus({
        rowId: rowIds.at(-1) ?? null,
        columnId: columnIds.at(-1) ?? null,
        at: { row: rowIds.length - 1, column: columnIds.length - 1 },
      });
      wantsFocus.current = true;
    },
    /** What to remember of the focus when the page is left. */
    focusPlace: () => ({ rowId: rowIds[active.row] ?? null, columnId: columnIds[active.column] ?? null }),
    onFocusChange: (isInside: boolean) => {
      hasFocus.current = isInside;
    },
  };
}

function cellElement(scroll: HTMLElement, { row, column }: GridPosition): HTMLElement | null {
  return scroll.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
}

/** The cell an event came from. */
export function positionOf(target: EventTarget): GridPosition | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row][data-column]') : null;
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : null;
}
