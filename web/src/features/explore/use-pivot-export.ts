import { notifications } from '@mantine/notifications';
import { useClient } from 'urql';
import { fetchValueLabels } from '../../components/dimension-filter/dimension-values.ts';
import { filterText } from '../../components/dimension-filter/filter-text.ts';
import { downloadText, type ExportCell, toCsv, toTsv } from '../../components/pivot-table/delimited-text.ts';
import type { CellSelection } from '../../components/pivot-table/selection.ts';
import { downloadXlsx } from '../../components/pivot-table/xlsx-file.ts';
import { resolvePeriod } from '../../lib/period.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { cellFigure } from './cell-figures.ts';
import { exportFileName, headingRows, shownText, tableRows } from './pivot-export.ts';
import type { PivotModel } from './pivot-model.ts';
import type { ShownPivot } from './use-pivot.ts';

/** Ways to take what is shown elsewhere. */
export function usePivotExport(shown: ShownPivot | null, model: PivotModel | null) {
  const client = useClient();
  const viewer = useViewer();
  const today = useToday();

  const copy = async (text: string, what: string) => {
    await navigator.clipboard.writeText(text);
    notifications.show({ message: `${what} copied.` });
  };
  const table = () => (shown && model ? tableRows({ ...shown, ...model }) : []);
  const readHeading = async (from: ShownPivot) => {
    const { view } = from;
    const range = resolvePeriod(view.period, today);
    const filters = await Promise.all(
      view.filters.map(async (filter) => filterText(filter, await fetchValueLabels(client, filter), Infinity)),
    );
    const { organization, currency, zone } = viewer;
    const heading = headingRows(from, { organization, currency, zone, range, filters, exportedAt: new Date() });
    return { heading, name: exportFileName(range) };
  };
  return {
    async downloadCsv() {
      if (!shown) return;
      const { heading, name } = await readHeading(shown);
      downloadText(`${name}.csv`, toCsv([...heading, ...table()]));
    },
    async downloadXlsx() {
      if (!shown) return;
      const { heading, name } = await readHeading(shown);
      const labelCount = Math.max(1, shown.view.rows.length);
      await downloadXlsx(`${name}.xlsx`, heading, { rows: table(), labelCount });
    },
    copyTable: () => copy(toTsv(table()), 'The table was'),
    copySelection(selection: CellSelection | null) {
      if (!selection || !shown || !model) return copy(toTsv(table()), 'The table was');
      return copy(toTsv(selectedCells(shown, model, selection)), selectionName(selection));
    },
    copyLink: () => copy(window.location.href, 'The link was'),
  };
}

function selectedCells(shown: ShownPivot, model: PivotModel, { rows, columns }: CellSelection): ExportCell[][] {
  return rows.map(({ id, label }) =>
    columns.map((number) => {
      const column = model.columns[number - 1];
      const row = model.byId.get(id);
      return column && row ? shownText(column, cellFigure(shown.pivot, shown.view, row.figures, column)) : label;
    }),
  );
}

function selectionName({ rows, columns }: CellSelection): string {
  const count = rows.length * columns.length;
  return count === 1 ? 'The cell was' : `${count} cells were`;
}
