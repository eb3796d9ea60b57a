import { describe, expect, it } from 'vitest';
import { type GridShape, gridAction } from './grid-keys.ts';
import { isSelected, selectedColumns, selectionOf } from './selection.ts';

const leaf = { isExpandable: false, isExpanded: false, parent: 0 };
const shape = (row: GridShape['row'] = leaf): GridShape => ({ rowCount: 10, columnCount: 5, pageSize: 4, row });
const press = (key: string, modifiers: { shiftKey?: boolean; isCommand?: boolean } = {}) => ({
  key,
  shiftKey: false,
  isCommand: false,
  ...modifiers,
});
const target = (key: ReturnType<typeof press>, at: { row: number; column: number }) => {
  const action = gridAction(key, at, shape());
  return action?.type === 'MOVE' ? [action.to.row, action.to.column, action.isExtending] : action;
};

describe('moving', () => {
  it('goes by cell, to the ends, and stays inside', () => {
    expect(target(press('ArrowDown'), { row: 3, column: 2 })).toEqual([4, 2, false]);
    expect(target(press('ArrowDown'), { row: 9, column: 2 })).toEqual([9, 2, false]);
    expect(target(press('ArrowUp'), { row: 0, column: 2 })).toEqual([-1, 2, false]);
    expect(target(press('ArrowRight'), { row: 0, column: 4 })).toEqual([0, 4, false]);
    expect(target(press('End'), { row: 3, column: 1 })).toEqual([3, 4, false]);
    expect(target(press('Home', { isCommand: true }), { row: 3, column: 3 })).toEqual([0, 0, false]);
    expect(target(press('End', { isCommand: true }), { row: 3, column: 3 })).toEqual([9, 4, false]);
    expect(target(press('PageDown'), { row: 3, column: 3 })).toEqual([7, 3, false]);
    expect(target(press('PageUp'), { row: 3, column: 3 })).toEqual([0, 3, false]);
    expect(target(press('ArrowUp', { isCommand: true }), { row: 3, column: 3 })).toEqual([-1, 3, false]);
  });

  it('extends the selection with Shift, never into the heading', () => {
    expect(target(press('ArrowUp', { shiftKey: true }), { row: 0, column: 2 })).toEqual([0, 2, true]);
    expect(target(press('ArrowRight', { shiftKey: true }), { row: 3, column: 2 })).toEqual([3, 3, true]);
  });
});

describe('folding', () => {
  const closed = { isExpandable: true, isExpanded: false, parent: null };
  const open = { isExpandable: true, isExpanded: true, parent: null };
  const act = (key: string, column: number, row: GridShape['row']) =>
    gridAction(press(key), { row: 2, column }, shape(row));

  it('is by arrows on the name and by plus and minus anywhere', () => {
    expect(act('ArrowRight', 0, closed)).toEqual({ type: 'FOLD', open: true });
    expect(act('ArrowLeft', 0, open)).toEqual({ type: 'FOLD', open: false });
    expect(act('+', 3, closed)).toEqual({ type: 'FOLD', open: true });
    expect(act('-', 3, open)).toEqual({ type: 'FOLD', open: false });
    expect(act(' ', 0, open)).toEqual({ type: 'FOLD', open: false });
    expect(act('-', 3, closed)).toBeNull();
  });

  it('goes to the parent from a row that is closed', () => {
    expect(act('ArrowLeft', 0, leaf)).toEqual({ type: 'MOVE', to: { row: 0, column: 0 }, isExtending: false });
    expect(act('ArrowRight', 0, open)).toMatchObject({ type: 'MOVE', to: { row: 2, column: 1 } });
    expect(act('ArrowRight', 1, closed)).toMatchObject({ type: 'MOVE', to: { row: 2, column: 2 } });
  });
});

it('opens cells, sorts and resizes headings, copies and selects', () => {
  const onHeading = (key: ReturnType<typeof press>) => gridAction(key, { row: -1, column: 2 }, shape(null));
  expect(gridAction(press('Enter'), { row: 1, column: 2 }, shape())).toEqual({ type: 'OPEN' });
  expect([press('Enter'), press('s'), press(' ')].map(onHeading)).toEqual([
    { type: 'SORT' },
    { type: 'SORT' },
    { type: 'SORT' },
  ]);
  expect(onHeading(press('ArrowLeft', { shiftKey: true }))).toEqual({ type: 'RESIZE', by: -16 });
  expect(onHeading(press('c', { isCommand: true }))).toEqual({ type: 'COPY' });
  expect(gridAction(press('a', { isCommand: true }), { row: 1, column: 2 }, shape())).toEqual({ type: 'SELECT_ALL' });
  expect(gridAction(press('x'), { row: 1, column: 2 }, shape())).toBeNull();
});

it('selects the rectangle between anchor and focus; a single cell marks nothing', () => {
  const selection = selectionOf({ row: 4, column: 1 }, { row: 2, column: 3 });
  expect(selection).toEqual({ firstRow: 2, lastRow: 4, firstColumn: 1, lastColumn: 3 });
  expect([1, 2, 4, 5].map((row) => selectedColumns(selection, row))).toEqual(['', '1-3', '1-3', '']);
  expect([0, 1, 3, 4].map((column) => isSelected('1-3', column))).toEqual([false, true, true, false]);
  expect(selectedColumns(selectionOf({ row: 1, column: 1 }, { row: 1, column: 1 }), 1)).toBe('');
  expect(isSelected('', 0)).toBe(false);
  expect(selectionOf({ row: -1, column: 0 }, { row: 1, column: 1 })).toBeNull();
});
