import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';
import type { GridPosition } from './tree-grid.ts';

interface GridWindowOptions {
  scrollRef: RefObject<HTMLDivElement | null>;
  rowCount: number;
  rowHeight: number;
  headHeight: number;
  /** Widths of the columns between the pinned ones. */
  columnSizes: readonly number[];
  labelSize: number;
  /** Of the pinned end; 0 where it scrolls along. */
  endSize: number;
  /** Stays drawn wherever it is scrolled to, so that it keeps the focus. */
  active: () => GridPosition;
}

/** Which rows and columns are in view. */
export function useGridWindow(options: GridWindowOptions) {
  const { scrollRef, rowCount, rowHeight, headHeight, columnSizes, labelSize, endSize, active } = options;
  const withActive = (index: number, range: Range) => {
    const shown = defaultRangeExtractor(range);
    if (index < 0 || index >= range.count || shown.includes(index)) return shown;
    return [...shown, index].toSorted((left, right) => left - right);
  };
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: rowHeight,
    overscan: 8,
    useFlushSync: false,
    rangeExtractor: (range) => withActive(active().row, range),
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: columnSizes.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => columnSizes[index] ?? 0,
    scrollMargin: labelSize,
    scrollPaddingStart: labelSize,
    scrollPaddingEnd: endSize,
    overscan: 3,
    useFlushSync: false,
    rangeExtractor: (range) => withActive(active().column - 1, range),
  });
  const sizes = columnSizes.join();
  useEffect(() => {
    if (sizes) columns.measure();
  }, [columns, sizes]);
  useEffect(() => {
    if (rowHeight > 0) rows.measure();
  }, [rows, rowHeight]);
  return { rows, columns };
}
