import { useMemo } from 'react';
import { dimensionLabels } from '../../components/dimension-filter/dimensions.ts';
import { PivotTable } from '../../components/pivot-table/pivot-table.tsx';
import type { CellSelection } from '../../components/pivot-table/selection.ts';
import type { GridPlace, TreeCell, TreeRow } from '../../components/pivot-table/tree-grid.ts';
import { isZero } from '../../lib/decimal.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { cellFigure } from './cell-figures.ts';
import { changeText, figureDescription, figureTexts } from './format-figure.ts';
import { heatOf } from './heatmap.ts';
import { type PivotColumn, treeSort } from './pivot-columns.ts';
import type { PivotModel } from './pivot-model.ts';
import type { PivotTreeRow } from './pivot-rows.ts';
import type { ShownPivot } from './use-pivot.ts';

export interface GridCell {
  row: PivotTreeRow;
  /** Null: the label. */
  column: PivotColumn | null;
}

interface PivotGridProps {
  shown: ShownPivot;
  model: PivotModel;
  isBusy: boolean;
  isPhone: boolean;
  place: GridPlace | null;
  onPlace: (place: GridPlace) => void;
  onSort: (column: PivotColumn | null) => void;
  onToggle: (key: readonly string[], open: boolean) => void;
  onOpen: (cell: GridCell) => void;
  onMenu: (cell: GridCell, at: { x: number; y: number }) => void;
  onCopy: (selection: CellSelection | null) => void;
}

/** The figures of a pivot as a tree of rows. */
export function PivotGrid(props: PivotGridProps) {
  const { shown, model, isBusy, isPhone, place, onPlace, onSort, onToggle, onOpen, onMenu, onCopy } = props;
  const { pivot, view } = shown;
  const { currency } = useViewer();
  const { rows, totals, columns, byId } = model;
  const cellOf = useMemo(() => {
    const heat = heatOf(pivot, view);
    const cells = new Map<string, TreeCell>();
    return (row: TreeRow, columnNumber: number): TreeCell => {
      const name = `${columnNumber} ${row.id}`;
      const known = cells.get(name);
      if (known) return known;
      const column = columns[columnNumber - 1];
      const figures = byId.get(row.id)?.figures;
      if (!column || !figures) throw new Error(`The pivot has no cell ${name}.`);
      const figure = cellFigure(pivot, view, figures, column);
      const cell = {
        ...figureTexts(column.measure, figure, currency),
        second: changeText(column.measure, figure, currency),
        isQuiet: figure.value === null || isZero(figure.value),
        heat: heat(figures, column),
        description: figureDescription(column.measure, figure, currency),
      };
      cells.set(name, cell);
      return cell;
    };
  }, [pivot, view, columns, byId, currency]);

  const cell = (row: TreeRow, columnNumber: number): GridCell | null => {
    const own = byId.get(row.id);
    return own ? { row: own, column: columns[columnNumber - 1] ?? null } : null;
  };
  return (
    <PivotTable
      label="Pivot"
      corner={view.rows.map((dimension) => dimensionLabels[dimension]).join(' › ') || 'All'}
      columns={columns}
      rows={rows}
      totals={totals}
      cellOf={cellOf}
      sort={treeSort(columns, view)}
      isComparing={view.compareTo !== null}
      isBusy={isBusy}
      isPhone={isPhone}
      place={place}
      onPlace={onPlace}
      onSort={(columnNumber) => onSort(columns[columnNumber - 1] ?? null)}
      onToggle={(row, open) => {
        const key = byId.get(row.id)?.figures.key;
        if (key) onToggle(key, open);
      }}
      onOpen={(row, columnNumber) => {
        const target = cell(row, columnNumber);
        if (target) onOpen(target);
      }}
      onMenu={(row, columnNumber, at) => {
        const target = cell(row, columnNumber);
        if (target) onMenu(target, at);
      }}
      onCopy={onCopy}
    />
  );
}
