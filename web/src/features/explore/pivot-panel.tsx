import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconFold, IconFoldDown } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { CellMenu, type OpenedMenu } from './cell-menu.tsx';
import { filterTo, openLevel, setOpen, toggleSort } from './change-view.ts';
import classes from './explore-page.module.css';
import { FIRST_STEPS, type PivotView } from './explore-search.ts';
import { type GridCell, PivotGrid } from './pivot-grid.tsx';
import type { PivotModel } from './pivot-model.ts';
import { PivotNotes } from './pivot-notes.tsx';
import { recallPlace, rememberPlace } from './pivot-place.ts';
import type { ShownPivot } from './use-pivot.ts';
import type { usePivotExport } from './use-pivot-export.ts';

export type ViewChange = (view: PivotView, options?: { replace?: boolean }) => void;

interface PivotPanelProps {
  view: PivotView;
  onView: ViewChange;
  onRows: (cell: GridCell) => void;
  shown: ShownPivot;
  model: PivotModel;
  isBusy: boolean;
  isPhone: boolean;
  exporting: ReturnType<typeof usePivotExport>;
}

/** The figures with what belongs to them: notes, levels, cell menu, more rows. */
export function PivotPanel({ view, onView, onRows, shown, model, isBusy, isPhone, exporting }: PivotPanelProps) {
  const [place] = useState(() => recallPlace(view));
  const [menu, setMenu] = useState<OpenedMenu | null>(null);
  const frameRef = useRef<HTMLDivElement>(null);
  const isLeaving = useRef(false);
  const { pivot } = shown;
  const open = (cell: GridCell) => {
    isLeaving.current = true;
    onRows(cell);
  };
  const more = FIRST_STEPS.find((step) => step > view.first);
  const shownCount = useMemo(() => pivot.rows.filter(({ key }) => key.length === 1).length, [pivot]);

  if (pivot.rowCount === 0 && shown.view.rows.length > 0) return <NothingThere view={view} onView={onView} />;
  return (
    <>
      <PivotNotes shown={shown} onUnattributed={() => onView(filterTo(view, 'MEMBER', 'UNATTRIBUTED', false))}>
        {view.rows.length > 1 ? <LevelButtons view={view} onView={onView} /> : null}
      </PivotNotes>
      <div ref={frameRef} className={classes.frame}>
        {isBusy ? <div className={classes.progress} role="progressbar" aria-label="Loading figures" /> : null}
        <PivotGrid
          shown={shown}
          model={model}
          isBusy={isBusy}
          isPhone={isPhone}
          place={place}
          onPlace={(left) => rememberPlace(view, { ...left, hasFocus: left.hasFocus || isLeaving.current })}
          onSort={(column) => onView(toggleSort(view, sortOf(column)))}
          onToggle={(key, isOpen) => onView(setOpen(view, key, isOpen), { replace: true })}
          onOpen={open}
          onMenu={(cell, at) => setMenu({ cell, at })}
          onCopy={(selection) => void exporting.copySelection(selection)}
        />
      </div>
      {pivot.other ? (
        <div className={classes.more}>
          <span>
            {shownCount} of {pivot.rowCount} rows; the rest is in Other
          </span>
          {more ? (
            <Button size="compact-sm" variant="default" onClick={() => onView({ ...view, first: more })}>
              Show {Math.min(more, pivot.rowCount)} rows
            </Button>
          ) : null}
        </div>
      ) : null}
      {menu ? (
        <CellMenu
          key={`${menu.cell.row.id} ${menu.at.x} ${menu.at.y}`}
          menu={menu}
          view={shown.view}
          onClose={() => {
            setMenu(null);
            requestAnimationFrame(() => focusedCell(frameRef.current)?.focus({ preventScroll: true }));
          }}
          onRows={() => open(menu.cell)}
          onFilter={(dimension, key, isExcluded) => onView(filterTo(view, dimension, key, isExcluded))}
          onToggle={(isOpen) => onView(setOpen(view, menu.cell.row.figures.key, isOpen), { replace: true })}
          onMore={() => more && onView({ ...view, first: more })}
          onCopy={() => {
            const { row, column } = menu.cell;
            void exporting.copySelection({ rows: [row], columns: [column ? model.columns.indexOf(column) + 1 : 0] });
          }}
        />
      ) : null}
    </>
  );
}

/** The cell that takes the focus when the grid is entered. */
function focusedCell(frame: HTMLElement | null): HTMLElement | null {
  return frame?.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? null;
}

function sortOf(column: GridCell['column']) {
  if (!column) return {};
  return column.header ? { measure: column.measure, column: column.header.key } : { measure: column.measure };
}

function LevelButtons({ view, onView }: { view: PivotView; onView: ViewChange }) {
  const deepest = view.rows.length - 1;
  const step = (level: number, label: string, Icon: typeof IconFold, isDisabled: boolean) => (
    <Tooltip label={label}>
      <ActionIcon
        size="sm"
        aria-label={label}
        disabled={isDisabled}
        onClick={() => onView(openLevel(view, level), { replace: true })}
      >
        <Icon size={16} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
  const isFolded = view.level === 0 && view.toggled.length === 0;
  return (
    <span className={classes.levels}>
      {step(0, 'Fold all', IconFold, isFolded)}
      {deepest > 1 ? step(view.level + 1, 'Open one level', IconFoldDown, view.level >= deepest) : null}
      {step(deepest, 'Open all', IconArrowsMaximize, view.level === deepest && view.toggled.length === 0)}
    </span>
  );
}

function NothingThere({ view, onView }: { view: PivotView; onView: ViewChange }) {
  const hasFilters = view.filters.length > 0;
  return (
    <EmptyState
      title={hasFilters ? 'Nothing matches these filters' : 'No usage in these days'}
      action={
        hasFilters ? (
          <Button variant="default" onClick={() => onView({ ...view, filters: [] })}>
            Remove all filters
          </Button>
        ) : (
          <Button variant="default" onClick={() => onView({ ...view, period: 'last-90-days' })}>
            Show the last 90 days
          </Button>
        )
      }
    >
      {hasFilters
        ? 'Change or remove a filter, or choose other days.'
        : 'Choose other days, or connect a vendor under Integrations: its history is read by itself.'}
    </EmptyState>
  );
}
