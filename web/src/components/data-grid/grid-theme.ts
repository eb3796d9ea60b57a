import { themeQuartz } from 'ag-grid-community';

/** The kit's colours flow in by its variables, so that the scheme needs no second theme. */
export const gridTheme = themeQuartz.withParams({
  backgroundColor: 'var(--mantine-color-body)',
  foregroundColor: 'var(--mantine-color-text)',
  borderColor: 'var(--outlay-line)',
  chromeBackgroundColor: 'var(--mantine-color-body)',
  headerBackgroundColor: 'var(--mantine-color-body)',
  headerTextColor: 'var(--mantine-color-dimmed)',
  headerFontSize: 12,
  headerFontWeight: 600,
  headerHeight: 36,
  rowHeight: 32,
  fontFamily: 'inherit',
  fontSize: 13,
  accentColor: 'var(--mantine-color-pine-6)',
  rowHoverColor: 'var(--outlay-hover)',
  oddRowBackgroundColor: 'var(--mantine-color-body)',
  wrapperBorderRadius: 7,
  cellHorizontalPadding: 10,
  browserColorScheme: 'inherit',
});
