import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Table,
  Tooltip,
} from '@mantine/core';

/** The one accent. Shade 6 carries white text and reads on white at more than 4.5:1. */
const pine: MantineColorsTuple = [
  '#effaf7',
  '#d6f1ea',
  '#aee2d5',
  '#7dcdbb',
  '#4bb39d',
  '#2a9a84',
  '#127c69',
  '#0f6a5a',
  '#0d5549',
  '#0a443b',
];

/** Neutral steps for the light scheme. */
const gray: MantineColorsTuple = [
  '#f7f8f8',
  '#f0f1f2',
  '#e6e8ea',
  '#d9dcdf',
  '#bfc4c9',
  '#8f969e',
  '#646c75',
  '#525a63',
  '#363c44',
  '#1b1f24',
];

/** Neutral steps for the dark scheme: 0 is text, 7 the page. */
const dark: MantineColorsTuple = [
  '#e3e5e8',
  '#c4c8cd',
  '#a3a9b0',
  '#8b929a',
  '#353a41',
  '#2a2e33',
  '#1f2226',
  '#16181b',
  '#111315',
  '#0b0c0e',
];

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 6,
  colors: { pine, gray, dark },
  black: '#1b1f24',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '1rem', lineHeight: '1.5' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Input: Input.extend({ defaultProps: { size: 'sm' } }),
    // The kit's <header> of a dialog would count as a second banner of the page.
    DrawerHeader: Drawer.Header.extend({ defaultProps: { role: 'presentation' } }),
    ModalHeader: Modal.Header.extend({ defaultProps: { role: 'presentation' } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-end', withinPortal: true } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
});

/** Where the kit's own secondary colours miss WCAG AA, ours replace them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-error': '#b42318',
    '--mantine-color-default-border': gray[3],
    '--outlay-rail': gray[0],
    '--outlay-line': gray[2],
    '--outlay-hover': gray[1],
    '--outlay-success': '#127c4c',
    '--outlay-warning': '#935b00',
    '--outlay-danger': '#b42318',
    '--outlay-warning-surface': '#fdf4e1',
    '--outlay-danger-surface': '#fdf0ee',
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': dark[3],
    '--mantine-color-error': '#ff8f84',
    '--mantine-color-default-border': dark[4],
    '--outlay-rail': dark[8],
    '--outlay-line': dark[5],
    '--outlay-hover': dark[6],
    '--outlay-success': '#4cc38a',
    '--outlay-warning': '#e9b44c',
    '--outlay-danger': '#ff8f84',
    '--outlay-warning-surface': '#2b2413',
    '--outlay-danger-surface': '#2e1a18',
  },
});
