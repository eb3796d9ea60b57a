export interface GridColumn<Row> {
  id: string;
  title: string;
  value: (row: Row) => string;
  /** Said on hover where the value is short for it. */
  detail?: (row: Row) => string;
  width: number;
  isNumeric?: boolean;
  isSortable?: boolean;
  isPinned?: boolean;
}

export interface GridSort {
  column: string;
  isDescending: boolean;
}
