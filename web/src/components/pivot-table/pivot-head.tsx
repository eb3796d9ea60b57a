import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type CSSProperties, memo } from 'react';
import { placement } from './pivot-cells.tsx';
import classes from './pivot-head.module.css';
import type { PivotTableHeader, PivotTableInstance, PlacedColumns } from './pivot-table-features.ts';
import type { TreeSort } from './tree-grid.ts';

interface PivotHeadProps {
  table: PivotTableInstance;
  /** What the rows are: "Team › Member". */
  corner: string;
  /** Changes whenever a width does. */
  placed: PlacedColumns;
  /** Of the heading rows. */
  heights: readonly number[];
  /** First and last pixel of the figures in view; headings outside are not drawn. */
  viewFrom: number;
  viewTo: number;
  sort: TreeSort;
  /** The heading that takes the focus; null: a row has it. */
  activeColumn: number | null;
}

/** The headings: groups over groups over columns; the last row sorts and is part of the grid. */
export const PivotHead = memo(function PivotHead(props: PivotHeadProps) {
  const { table, placed, corner, heights, viewFrom, viewTo, sort, activeColumn } = props;
  const { width, labelSize } = placed;
  const center = table.getCenterHeaderGroups();
  const end = table.getEndHeaderGroups();
  const start = table.getStartHeaderGroups().at(-1)?.headers[0];
  const endSize = table.getEndTotalSize();
  const isInView = (header: PivotTableHeader) => {
    const left = labelSize + header.getStart();
    return (left < viewTo && left + header.getSize() > viewFrom) || isActive(header, activeColumn);
  };
  return (
    <thead className={classes.head} style={{ width }}>
      {center.map((group, depth) => {
        const isLast = depth === center.length - 1;
        const heading = (header: PivotTableHeader, style: CSSProperties) => (
          <Heading key={header.id} {...{ header, style, sort, isLast, activeColumn }} />
        );
        return (
          <tr
            key={group.id}
            className={classes.row}
            style={{ width, height: heights[depth] }}
            aria-rowindex={depth + 1}
          >
            {isLast ? (
              <th
                scope="col"
                aria-colindex={1}
                aria-sort={ariaSort(sort, 0)}
                className={classes.corner}
                style={{ width: labelSize }}
                data-row={-1}
                data-column={0}
                data-sorted={sort.column === 0 || undefined}
                tabIndex={activeColumn === 0 ? 0 : -1}
              >
                <span className={classes.cornerText}>{corner}</span>
                <SortArrow sort={sort} column={0} />
                {start ? <Grip header={start} /> : null}
              </th>
            ) : (
              <td className={classes.corner} style={{ width: labelSize }} />
            )}
            {group.headers
              .filter(isInView)
              .map((header) => heading(header, placement({ start: labelSize + header.getStart() })))}
            {end[depth]?.headers.map((header) => {
              const fromRight = endSize - header.getStart() - header.getSize();
              return heading(header, placement({ end: { fromRight } }));
            })}
          </tr>
        );
      })}
    </thead>
  );
});

function isActive(header: PivotTableHeader, activeColumn: number | null): boolean {
  return activeColumn !== null && header.column.columnDef.meta?.index === activeColumn;
}

interface HeadingProps {
  header: PivotTableHeader;
  style: CSSProperties;
  sort: TreeSort;
  isLast: boolean;
  activeColumn: number | null;
}

function Heading({ header, style: place, sort, isLast, activeColumn }: HeadingProps) {
  const { meta, header: title } = header.column.columnDef;
  const style = { ...place, width: header.getSize() };
  const isPinned = place.right !== undefined || undefined;
  if (!isLast || !meta?.column) {
    if (header.isPlaceholder || typeof title !== 'string') {
      return <td className={classes.heading} style={style} data-pinned={isPinned} />;
    }
    return (
      <th
        scope="colgroup"
        className={classes.group}
        style={style}
        colSpan={header.colSpan}
        aria-colindex={header.getLeafHeaders()[0]?.column.columnDef.meta?.index}
        data-pinned={isPinned}
      >
        <span className={classes.groupText} title={title}>
          {title}
        </span>
      </th>
    );
  }
  const { column, index } = meta;
  return (
    <th
      scope="col"
      className={classes.heading}
      style={style}
      aria-colindex={index + 1}
      aria-sort={ariaSort(sort, index)}
      data-row={-1}
      data-column={index}
      data-sorted={sort.column === index || undefined}
      data-incomplete={column.isIncomplete || undefined}
      data-pinned={isPinned}
      tabIndex={activeColumn === index ? 0 : -1}
      title={column.note ? `${column.label}: ${column.note}` : column.label}
    >
      <SortArrow sort={sort} column={index} />
      <span className={classes.headingText}>{column.label}</span>
      {column.isAdditive ? null : (
        <span className={classes.sign} aria-hidden>
          ≠Σ
        </span>
      )}
      <Grip header={header} />
    </th>
  );
}

function ariaSort(sort: TreeSort, column: number): TreeSort['direction'] | 'none' {
  return sort.column === column ? sort.direction : 'none';
}

function SortArrow({ sort, column }: { sort: TreeSort; column: number }) {
  if (sort.column !== column) return null;
  const Arrow = sort.direction === 'descending' ? IconArrowDown : IconArrowUp;
  return <Arrow className={classes.arrow} size={12} stroke={2} aria-hidden />;
}

/** The right edge of a heading: drag to resize, double-click for the usual width. */
function Grip({ header }: { header: PivotTableHeader }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      className={classes.grip}
      data-grip
      data-active={header.column.getIsResizing() || undefined}
      onMouseDown={header.getResizeHandler()}
      onTouchStart={header.getResizeHandler()}
      onDoubleClick={() => header.column.resetSize()}
    />
  );
}
